package dev.siaga.storage;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the data lies.
 *
 * @param folder this node's data folder: the embedded database, the key, the node's identity
 * @param external the JDBC or {@code postgresql://} address of an external PostgreSQL; absent means
 *     the embedded one
 * @param user of the external database, where its address does not say
 * @param password of the external database, where its address does not say
 * @param keyFile holds the key of the secrets; made at first start
 * @param newKey the key of before is lost: what was sealed with it is given up
 * @param poll how often each worker looks for work that nobody told it of
 */
public record StorageSettings(
    Path folder,
    @Nullable String external,
    @Nullable String user,
    @Nullable String password,
    Path keyFile,
    boolean newKey,
    Duration poll) {
  public static final Duration POLL_DEFAULT = Duration.ofSeconds(2);

  public static StorageSettings embedded(Path folder) {
    return new StorageSettings(
        folder, null, null, null, folder.resolve("siaga.key"), false, POLL_DEFAULT);
  }
}

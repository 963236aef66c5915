package dev.siaga.storage;

import java.nio.file.Files;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Holds the key file and the database together: with another key no secret of the database can be
 * opened, and what is sealed with it no other node could open.
 */
final class KeyCheck {
  private static final String CONTEXT = "key check";
  private static final String WORD = "siaga";

  private KeyCheck() {}

  /**
   * The secrets of this database. The key file is made at the first start, and never again.
   *
   * @throws StorageStartFault when it is gone, or is another one
   */
  static SealedSecrets open(Jdbi jdbi, StorageSettings settings) {
    var keyFile = settings.keyFile();
    if (settings.newKey()) {
      jdbi.useHandle(handle -> handle.createUpdate(Sql.FORGET.sql()).execute());
    }
    var sealed = jdbi.withHandle(KeyCheck::sealed);
    if (sealed.length > 0 && !Files.exists(keyFile)) {
      throw new StorageStartFault(
          "The key file "
              + keyFile
              + " is missing, and the secrets of this database are sealed with it."
              + " Put it back, or say where it is (SIAGA_KEY_FILE). "
              + remedy());
    }
    var secrets = new SealedSecrets(KeyFile.readOrMake(keyFile));
    try {
      secrets.open(sealed.length > 0 ? sealed : jdbi.withHandle(h -> first(h, secrets)), CONTEXT);
    } catch (StorageFault otherKey) {
      throw new StorageStartFault(
          "The key file "
              + keyFile
              + " is not the one with which the secrets of this database are sealed. "
              + remedy(),
          otherKey);
    }
    return secrets;
  }

  private static String remedy() {
    return "If that key is lost for good, start once with ./siaga serve --new-key, and apply every"
        + " secret anew.";
  }

  /** Ours, unless another node was quicker. */
  private static byte[] first(Handle handle, SealedSecrets secrets) {
    handle.createUpdate(Sql.KEEP.sql()).bind("sealed", secrets.seal(WORD, CONTEXT)).execute();
    return sealed(handle);
  }

  private static byte[] sealed(Handle handle) {
    return handle.createQuery(Sql.READ.sql()).mapTo(byte[].class).findOne().orElse(new byte[0]);
  }

  enum Sql implements SqlText {
    READ("SELECT sealed FROM key_check"),
    FORGET("DELETE FROM key_check"),
    KEEP("INSERT INTO key_check (one, sealed) VALUES (true, :sealed) ON CONFLICT (one) DO NOTHING");

    private final String sql;

    Sql(String sql) {
      this.sql = sql;
    }

    @Override
    public String sql() {
      return sql;
    }
  }
}

package dev.siaga.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir Path folder;

  @Test
  void the_key_file_is_made_once_and_only_its_owner_reads_it() throws Exception {
    var file = folder.resolve("deep/siaga.key");
    var key = KeyFile.readOrMake(file);
    assertThat(KeyFile.readOrMake(file)).isEqualTo(key);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void nodes_that_begin_at_once_agree_on_one_key() throws Exception {
    var file = folder.resolve("shared/siaga.key");
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = Collections.nCopies(32, (Callable<byte[]>) () -> KeyFile.readOrMake(file));
      var keys =
          nodes.invokeAll(all).stream().map(Future::resultNow).map(HexFormat.of()::formatHex);
      assertThat(keys.distinct()).hasSize(1);
    }
    try (var left = Files.list(folder.resolve("shared"))) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void a_secret_opens_with_its_key_and_its_context_only() {
    var secrets = new SealedSecrets(KeyFile.readOrMake(folder.resolve("a")));
    var others = new SealedSecrets(KeyFile.readOrMake(folder.resolve("b")));
    var sealed = secrets.seal("s3cret", "Channel/mail");
    assertThat(new String(sealed, UTF_8)).doesNotContain("s3cret");
    assertThat(secrets.open(sealed, "Channel/mail")).isEqualTo("s3cret");
    assertThatThrownBy(() -> secrets.open(sealed, "Channel/other"))
        .isInstanceOf(StorageFault.class);
    assertThatThrownBy(() -> others.open(sealed, "Channel/mail")).isInstanceOf(StorageFault.class);
  }

  @Test
  void a_signature_holds_for_its_message_only() {
    var secrets = new SealedSecrets(KeyFile.readOrMake(folder.resolve("a")));
    var signature = secrets.sign("hello".getBytes(UTF_8));
    assertThat(secrets.isSigned("hello".getBytes(UTF_8), signature)).isTrue();
    assertThat(secrets.isSigned("hallo".getBytes(UTF_8), signature)).isFalse();
  }
}

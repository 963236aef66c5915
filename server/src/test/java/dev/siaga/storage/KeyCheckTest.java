package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a lost or mistaken key file is noticed at the start, not at the first page by mail. */
final class KeyCheckTest {
  private final TestDatabase database = TestDatabase.fresh();
  @TempDir private Path folder;

  @Test
  void the_key_is_made_once_and_opens_what_it_sealed() {
    byte[] sealed;
    try (var first = open("key")) {
      sealed = first.secrets().seal("hush", "a test");
    }
    try (var again = open("key")) {
      assertThat(again.secrets().open(sealed, "a test")).isEqualTo("hush");
    }
  }

  @Test
  void a_key_that_is_gone_is_not_made_anew_in_silence() throws Exception {
    open("key").close();
    Files.delete(folder.resolve("key"));
    assertThatThrownBy(() -> open("key"))
        .isInstanceOf(StorageStartFault.class)
        .hasMessageContaining("is missing")
        .hasMessageContaining("SIAGA_KEY_FILE");
    assertThat(folder.resolve("key")).doesNotExist();
  }

  @Test
  void a_node_with_another_key_is_refused() {
    open("key").close();
    open(TestDatabase.fresh(), "another", false).close(); // which makes it
    assertThatThrownBy(() -> open("another"))
        .isInstanceOf(StorageStartFault.class)
        .hasMessageContaining("is not the one");
  }

  @Test
  void whoever_lost_it_for_good_goes_on_with_a_new_one() throws Exception {
    open("key").close();
    Files.delete(folder.resolve("key"));
    open(database, "key", true).close();
    assertThat(folder.resolve("key")).exists();
    open("key").close();
  }

  private Database open(String key) {
    return open(database, key, false);
  }

  private Database open(TestDatabase on, String key, boolean newKey) {
    var settings =
        new StorageSettings(
            folder.resolve("data"),
            on.url(),
            on.user(),
            on.password(),
            folder.resolve(key),
            newKey,
            StorageSettings.POLL_DEFAULT);
    return Database.open(settings, InstantSource.system());
  }
}

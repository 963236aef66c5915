package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.testkit.Await;
import dev.siaga.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
  @TempDir Path folder;

  /** Two in one folder would be one node to the others, and free each other's claims. */
  @Test
  void a_data_folder_is_one_node_s_also_when_the_database_lies_elsewhere() {
    var shared = TestDatabase.fresh();
    try (var _ = open(shared)) {
      assertThatThrownBy(() -> open(shared))
          .isInstanceOf(StorageStartFault.class)
          .hasMessageContaining("Another Siaga");
    }
    open(shared).close();
  }

  /** Not at once: a database that starts beside us is waited for. */
  @Test
  @Tag("slow")
  void one_that_is_not_there_is_said_in_a_sentence() {
    var gone = TestDatabase.fresh();
    gone.close();
    assertThatThrownBy(() -> open(gone))
        .isInstanceOf(StorageStartFault.class)
        .hasMessageContaining("can't connect to its PostgreSQL")
        .hasRootCauseMessage("FATAL: database \"%s\" does not exist".formatted(gone.name()));
  }

  /** A standby answers questions; an alert it can't take. */
  @Test
  @Tag("slow")
  void one_that_can_only_be_read_is_not_ready() throws Exception {
    var shared = TestDatabase.fresh();
    try (var database = open(shared)) {
      assertThat(database.readiness().ready()).isTrue();
      try (var connection = shared.source().getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            "ALTER DATABASE " + shared.name() + " SET default_transaction_read_only = on");
      }
      shared.goAway();
      shared.comeBack();
      Await.until(
          "it says why",
          Duration.ofSeconds(30),
          () -> database.readiness().why().contains("only be read"));
      assertThat(database.readiness().ready()).isFalse();
    }
  }

  private Database open(TestDatabase shared) {
    var settings =
        new StorageSettings(
            folder.resolve("data"),
            shared.url(),
            shared.user(),
            shared.password(),
            folder.resolve("key"),
            false,
            StorageSettings.POLL_DEFAULT);
    return Database.open(settings, InstantSource.system());
  }
}

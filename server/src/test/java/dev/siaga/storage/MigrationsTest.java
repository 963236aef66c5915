package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.testkit.TestDatabase;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  private static final String DAMAGE = "UPDATE flyway_schema_history SET checksum = checksum + 1";

  @Test
  void make_an_empty_database_what_this_build_needs_and_write_that_down() {
    try (var database = TestDatabase.empty()) {
      Migrations.apply(database.source());
      assertThat(fingerprint(database)).isEqualTo(Migrations.fingerprint());
    }
  }

  /** Seen by what it does not do: look at the history. */
  @Test
  void are_not_looked_at_again_while_they_are_the_same() {
    try (var database = TestDatabase.fresh()) {
      run(database, DAMAGE);
      Migrations.apply(database.source());
    }
  }

  /** Another build's, an older backup's, or none as before the fingerprint was kept. */
  @Test
  void are_validated_when_another_build_was_here() {
    try (var database = TestDatabase.fresh()) {
      run(database, "UPDATE migrated SET fingerprint = 'another'");
      Migrations.apply(database.source());
      assertThat(fingerprint(database)).isEqualTo(Migrations.fingerprint());

      run(database, "DELETE FROM migrated");
      run(database, DAMAGE);
      assertThatThrownBy(() -> Migrations.apply(database.source()))
          .isInstanceOf(FlywayException.class)
          .hasMessageContaining("checksum mismatch");
    }
  }

  private static String fingerprint(TestDatabase database) {
    try (var handle = Jdbi.open(database.source())) {
      return handle.createQuery("SELECT fingerprint FROM migrated").mapTo(String.class).one();
    }
  }

  private static void run(TestDatabase database, String statement) {
    try (var handle = Jdbi.open(database.source())) {
      handle.execute(statement);
    }
  }
}

package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir Path folder;

  @Test
  void keeps_its_data_from_start_to_start() throws Exception {
    run("CREATE TABLE kept (id int)");
    run("INSERT INTO kept VALUES (1)");
    assertThat(run("DELETE FROM kept")).isEqualTo(1);
  }

  private int run(String statement) throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder, TestServer.options());
        var connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        var sql = connection.createStatement()) {
      return sql.executeUpdate(statement);
    }
  }
}

package dev.siaga.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void is_a_tests_own() throws Exception {
    try (var one = TestDatabase.fresh().source().getConnection();
        var other = TestDatabase.fresh().source().getConnection()) {
      one.createStatement().execute("CREATE TABLE mine (id int)");
      var found = other.createStatement().executeQuery("SELECT to_regclass('mine')");
      assertThat(found.next()).isTrue();
      assertThat(found.getString(1)).isNull();
    }
  }
}

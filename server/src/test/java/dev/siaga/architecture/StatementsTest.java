package dev.siaga.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.storage.SqlText;
import dev.siaga.testkit.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("slow")
final class StatementsTest {
  /** Goal: a typo in SQL fails the build. Method: PostgreSQL itself parses every statement. */
  @TestFactory
  Stream<DynamicTest> every_statement_prepares_on_the_migrated_schema() {
    var handle = Jdbi.open(TestDatabase.fresh().source());
    return statements().stream()
        .map(each -> DynamicTest.dynamicTest(name(each), () -> prepare(handle, each.sql())))
        .onClose(handle::close);
  }

  /** A column that is added later must not reach code that does not know it. */
  @Test
  void no_statement_takes_whatever_columns_there_are() {
    assertThat(statements())
        .allSatisfy(each -> assertThat(each.sql()).doesNotContainPattern("(?i)SELECT\\s+\\*"));
  }

  /** A test moves the time: so it must come from the caller. */
  @Test
  void no_statement_asks_the_database_for_the_time() {
    assertThat(statements())
        .allSatisfy(each ->
            assertThat(each.sql())
                .as(name(each))
                .doesNotContainPattern("(?i)\\bnow\\(\\)|\\bcurrent_(timestamp|date|time)\\b"));
  }

  private static void prepare(Handle handle, String sql) throws Exception {
    try (var statement = handle.createUpdate(sql)) {
      var parser = handle.getConfig(SqlStatements.class).getSqlParser();
      var parsed = parser.parse(sql, statement.getContext()).getSql(); // :name becomes ?
      try (var prepared = handle.getConnection().prepareStatement(parsed)) {
        prepared.getParameterMetaData(); // a round trip: the server parses it
      }
    }
  }

  private static String name(SqlText statement) {
    return statement.getClass().getName() + "." + statement;
  }

  private static List<SqlText> statements() {
    return Code.CLASSES.stream()
        .filter(type -> type.isEnum() && type.isAssignableTo(SqlText.class))
        .flatMap(type -> Arrays.stream(type.reflect().getEnumConstants()))
        .map(SqlText.class::cast)
        .toList();
  }
}

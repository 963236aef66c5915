package dev.siaga.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.testkit.Golden;
import dev.siaga.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  private static final String FOLDER = "server/src/main/resources/db/migration";

  @Test
  void are_numbered_from_one_and_none_is_missing() throws IOException {
    var numbers = files().stream().map(name -> name.substring(0, "V0001".length())).toList();
    var expected = IntStream.rangeClosed(1, numbers.size()).mapToObj("V%04d"::formatted).toList();

    assertThat(files()).allSatisfy(name -> assertThat(name).matches("V\\d{4}__[a-z0-9_]+\\.sql"));
    assertThat(numbers).isEqualTo(expected);
  }

  /** Whoever changes the schema sees the whole of it: what is reviewed is this diff. */
  @Test
  void make_the_schema_that_schema_txt_shows() {
    try (var database = TestDatabase.fresh();
        var handle = Jdbi.open(database.source())) {
      Golden.check("docs/golden/schema.txt", Schema.of(handle));
    }
  }

  private static List<String> files() throws IOException {
    try (var files = Files.list(Golden.root().resolve(FOLDER))) {
      return files.map(Path::getFileName).map(Path::toString).sorted().toList();
    }
  }
}

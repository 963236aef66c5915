package dev.siaga.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"serve", "version", "help"})
  void explains_each_command(String command) {
    assertThat(run(Map.of(), command, "--help")).isEqualTo(Main.DONE);
    assertThat(text(out)).contains("siaga " + command);
  }

  @Test
  void lists_the_commands() {
    assertThat(run(Map.of(), "help")).isEqualTo(Main.DONE);
    assertThat(text(out)).contains("serve", "version", "help", "demo").doesNotContain("train");
  }

  @Test
  void says_its_version() {
    assertThat(run(Map.of(), "version")).isEqualTo(Main.DONE);
    assertThat(text(out)).startsWith("Siaga ").contains("Java 25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sevre", "--colour", "serve --colour", "version now"})
  void ends_with_two_when_it_is_used_wrongly(String arguments) {
    assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(Main.WRONG_USAGE);
    assertThat(text(err)).contains(arguments.substring(arguments.lastIndexOf(' ') + 1));
    assertThat(text(out)).isEmpty();
  }

  @Test
  void says_that_there_is_no_such_command() {
    run(Map.of(), "sevre");
    assertThat(text(err)).startsWith("There is no command 'sevre'.");
  }

  @Test
  void ends_with_two_and_names_all_mistakes_when_settings_are_wrong() {
    assertThat(run(Map.of("SIAGA_HTTP_PORT", "x", "SIAGA_COLOUR", "red")))
        .isEqualTo(Main.WRONG_USAGE);
    assertThat(text(err)).contains("SIAGA_HTTP_PORT", "SIAGA_COLOUR");
  }

  private int run(Map<String, String> environment, String... arguments) {
    return Main.run(new Surroundings(environment, folder, stream(out), stream(err)), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

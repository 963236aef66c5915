package dev.siaga.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.kernel.Name;
import dev.siaga.notify.ChannelSpec;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class Siaga_apply {
  private static final String PEOPLE =
      """
      kind: Person
      name: alastair
      spec:
        displayName: Alastair
        email: alastair@example.com
      """;

  private static final String CHANNEL =
      """
      kind: Channel
      name: mail
      spec:
        email:
          host: smtp.example.com
          port: 587
          security: starttls
          username: siaga
          password: %s
          from: siaga@example.com
      """;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z"));
  private final TestDatabase test = TestDatabase.fresh();
  private final Database database = Databases.on(test, clock);
  private final Resources resources =
      new Resources(database, clock, List.of(PersonSpec.KIND, TeamSpec.KIND, ChannelSpec.KIND));
  private final ConfigurationServer server = new ConfigurationServer(resources);
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void useTheServer() {
    environment.put("SIAGA_SERVER", server.url());
    environment.put("SIAGA_TOKEN", ConfigurationServer.TOKEN);
  }

  @AfterEach
  void close() {
    server.close();
    database.close();
    test.close();
  }

  @Test
  void says_what_was_created_changed_and_left_alone() throws IOException {
    write("team/people.yaml", PEOPLE);
    assertThat(run("apply", "-f", "team")).isZero();
    assertThat(said()).containsExactly("created Person alastair");
    write(
        "team/people.yaml",
        PEOPLE.replace("Alastair", "A").replace("spec:", "spec:\n  language: id"));
    write("team/team.yml", "kind: Team\nname: e\nspec: {displayName: E, members: [alastair]}\n");
    assertThat(run("apply", "-f", "team")).isZero();
    assertThat(said())
        .containsExactly(
            "changed Person alastair: displayName Alastair -> A, language (none) -> id",
            "created Team e");
    assertThat(run("apply", "-f", "team")).isZero();
    assertThat(said()).containsExactly("unchanged (2)");
  }

  @Test
  void changes_nothing_in_a_dry_run() throws IOException {
    write("people.yaml", PEOPLE);
    assertThat(run("apply", "-f", "people.yaml", "--dry-run")).isZero();
    assertThat(said())
        .containsExactly(
            "would be created Person alastair", "This was a dry run: nothing was applied.");
    assertThat(resources.list(null)).isEmpty();
  }

  @Test
  void names_file_line_and_field_of_every_mistake() throws IOException {
    write("a/people.yaml", PEOPLE + "  timeZone: Mars\n  methods:\n    - channel: pigeon\n");
    write("a/team.yaml", "kind: Team\nname: e\nspec:\n  members: [alastair,\n    wisen]\n");
    assertThat(run("apply", "-f", "a")).isEqualTo(1);
    assertThat(complained())
        .containsExactly(
            "a/people.yaml:6: spec.timeZone: 'Mars' is not a time zone such as Europe/London or"
                + " Asia/Jakarta",
            "a/team.yaml:3: spec.displayName: is required",
            "Nothing was applied.");
    write("a/people.yaml", PEOPLE + "  methods:\n    - channel: pigeon\n");
    write(
        "a/team.yaml",
        "kind: Team\nname: e\nspec:\n  displayName: E\n  members: [alastair,\n    wisen]\n");
    assertThat(run("apply", "-f", "a")).isEqualTo(1);
    assertThat(complained())
        .containsExactly(
            "a/people.yaml:7: spec.methods[0].channel: there is no Channel named 'pigeon'",
            "a/team.yaml:6: spec.members[1]: there is no Person named 'wisen'",
            "Nothing was applied.");
    assertThat(resources.list(null)).isEmpty();
  }

  @Test
  void reads_secrets_from_its_own_environment_and_files() throws IOException {
    environment.put("MY_PASSWORD", "hunter2-from-env");
    write("c/mail.yaml", CHANNEL.formatted("{env: MY_PASSWORD}"));
    assertThat(run("apply", "-f", "c")).isZero();
    assertThat(password()).isEqualTo("hunter2-from-env");
    write("c/password.txt", "hunter2-from-file\n");
    write("c/mail.yaml", CHANNEL.formatted("{file: password.txt}"));
    assertThat(run("apply", "-f", "c")).isZero();
    assertThat(said())
        .containsExactly("created Channel mail", "changed Channel mail: email.password (a secret)");
    assertThat(password()).isEqualTo("hunter2-from-file");
    assertThat(complained()).isEmpty();
  }

  @Test
  void warns_of_a_secret_that_stands_in_a_file() throws IOException {
    write("mail.yaml", CHANNEL.formatted("hunter2"));
    assertThat(run("apply", "-f", "mail.yaml")).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(complained())
        .containsExactly(
            "warning mail.yaml:9: spec.email.password: the secret stands in the file; write"
                + " {env: NAME} or {file: PATH}");
  }

  @Test
  void refuses_a_secret_that_is_not_there() throws IOException {
    write("mail.yaml", CHANNEL.formatted("{env: NO_SUCH}"));
    assertThat(run("apply", "-f", "mail.yaml")).isEqualTo(1);
    write("mail.yaml", CHANNEL.formatted("{file: no-such.txt}"));
    assertThat(run("apply", "-f", "mail.yaml")).isEqualTo(1);
    assertThat(complained())
        .containsExactly(
            "mail.yaml:9: spec.email.password: the environment variable NO_SUCH is not set",
            "Nothing was applied.",
            "mail.yaml:9: spec.email.password: the file no-such.txt cannot be read",
            "Nothing was applied.");
  }

  @Test
  void reads_no_variable_where_the_schema_knows_of_no_secret() throws IOException {
    environment.put("HOME_ADDRESS", "smtp.example.com");
    write("mail.yaml", CHANNEL.formatted("x").replace("smtp.example.com", "{env: HOME_ADDRESS}"));
    assertThat(run("apply", "-f", "mail.yaml")).isEqualTo(1);
    assertThat(complained())
        .contains("mail.yaml:5: spec.email.host: must be of type string, not object");
  }

  @Test
  void sends_nothing_of_files_with_mistakes_of_form() throws IOException {
    write("bad.yaml", "kind: Person\nname: [\n");
    assertThat(run("apply", "-f", "bad.yaml")).isEqualTo(1);
    assertThat(complained()).first().asString().startsWith("bad.yaml:3: is not YAML");
    assertThat(run("apply", "-f", "no-such-folder")).isEqualTo(1);
    assertThat(complained()).last().asString().contains("there is no file or folder");
  }

  @Test
  void says_when_the_token_is_wrong_and_when_nobody_answers() throws IOException {
    write("people.yaml", PEOPLE);
    assertThat(run("apply", "-f", "people.yaml", "--token", "another-token-that-is-wrong"))
        .isEqualTo(1);
    assertThat(complained()).last().asString().contains("the token is not known there");
    server.close();
    assertThat(run("apply", "-f", "people.yaml")).isEqualTo(1);
    assertThat(complained())
        .last()
        .asString()
        .contains("cannot reach " + server.url(), "SIAGA_SERVER")
        .doesNotContain("Exception");
  }

  @Test
  void needs_a_token_and_a_file() throws IOException {
    write("people.yaml", PEOPLE);
    environment.remove("SIAGA_TOKEN");
    assertThat(run("apply", "-f", "people.yaml")).isEqualTo(2);
    assertThat(complained()).last().asString().contains("SIAGA_TOKEN: missing");
    assertThat(run("apply")).isEqualTo(2);
  }

  @Test
  void changes_nothing_with_what_was_exported() throws IOException {
    environment.put("MY_PASSWORD", "hunter2-from-env");
    write("c/mail.yaml", CHANNEL.formatted("{env: MY_PASSWORD}") + "---\n" + PEOPLE);
    run("apply", "-f", "c");
    assertThat(run("export", "-o", "exported")).isZero();
    assertThat(Files.readString(folder.resolve("exported/channel.yaml")))
        .startsWith("# Left out, since they are secret: spec.email.password\nkind: Channel\n")
        .doesNotContain("hunter2");
    out.reset();
    assertThat(run("apply", "-f", "exported")).isZero();
    assertThat(said()).containsExactly("unchanged (2)");
    out.reset();
    assertThat(run("export")).isZero();
    write("all.yaml", out.toString(StandardCharsets.UTF_8));
    out.reset();
    assertThat(run("apply", "-f", "all.yaml")).isZero();
    assertThat(said()).containsExactly("unchanged (2)");
  }

  private String password() {
    return resources.secret(ChannelSpec.KIND, new Name("mail"), "email.password").orElseThrow();
  }

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private int run(String... arguments) {
    return Main.run(new Surroundings(environment, folder, print(out), print(err)), arguments);
  }

  private List<String> said() {
    var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    out.reset();
    return lines;
  }

  private List<String> complained() {
    var lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    err.reset();
    return lines;
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}

package dev.siaga.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Part;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Configuration {
  private static final Actor ME = new Actor.Person(new Name("me"));
  private static final List<Kind<?>> KINDS =
      List.of(PersonSpec.KIND, TeamSpec.KIND, ChannelForTests.KIND);
  private static final Name ALASTAIR = new Name("alastair");
  private static final String LONG = "{displayName: Alastair, email: alastair@example.com}";
  private static final String SHORT = "{displayName: A, email: alastair@example.com}";
  private static final String KEY = "k".repeat(32);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z"));
  private final TestDatabase test = TestDatabase.fresh();
  private final Database database = Databases.on(test, clock);
  private final Resources resources = new Resources(database, clock, KINDS);

  @AfterEach
  void close() {
    database.close();
    test.close();
  }

  @Test
  void is_empty_at_first() {
    assertThat(resources.snapshot()).isEqualTo(Snapshot.EMPTY);
    assertThat(resources.list(null)).isEmpty();
  }

  @Test
  void is_created_changed_and_left_alone_by_apply() {
    var wisen = person("wisen", "{displayName: W, email: w@x.org}");
    assertThat(apply(person("alastair", LONG), wisen))
        .containsExactly("CREATED Person alastair v1", "CREATED Person wisen v1");
    assertThat(apply(person("alastair", SHORT), wisen))
        .containsExactly(
            "CHANGED Person alastair v2 spec.displayName: \"Alastair\" -> \"A\"",
            "UNCHANGED Person wisen v1");
    assertThat(resources.snapshot().find(PersonSpec.KIND, ALASTAIR))
        .map(PersonSpec::displayName)
        .contains("A");
  }

  @Test
  void stays_at_its_version_when_nothing_changed() {
    apply(person("alastair", LONG));
    long version = resources.snapshot().version();
    apply(person("alastair", "{email: alastair@example.com, displayName: Alastair, language: ~}"));
    assertThat(resources.snapshot().version()).isEqualTo(version);
    assertThat(resources.versions("Person", ALASTAIR, Part.FIRST).items()).hasSize(1);
  }

  @Test
  void may_refer_to_what_comes_later_in_the_same_apply() {
    var team = team("engineering", "{displayName: E, members: [alastair]}");
    assertThat(apply(team, person("alastair", LONG))).hasSize(2);
  }

  @Test
  void is_not_changed_at_all_by_an_apply_with_mistakes_and_hears_of_all_of_them() {
    var told =
        apply(
            person("alastair", "{displayName: '', email: nobody, timeZone: Mars, colour: red}"),
            at("team.yaml", 7, "Team", "engineering", "{members: [alastair, wisen]}"),
            at("x.yaml", 1, "Nonsense", "y", "{}"),
            person("Bad Name", "{}"),
            person("alastair", LONG));
    assertThat(told)
        .containsExactlyInAnyOrder(
            "p.yaml:3 spec.displayName must not be empty",
            "p.yaml:3 spec.email 'nobody' is not an e-mail address",
            "p.yaml:3 spec.timeZone 'Mars' is not a time zone such as Europe/London or"
                + " Asia/Jakarta",
            "p.yaml:3 spec.colour there is no such field; the fields are displayName, email,"
                + " language, timeZone, methods",
            "team.yaml:7 spec.displayName is required",
            "x.yaml:1 kind there is no kind 'Nonsense'; the kinds are Person, Team, Channel",
            "p.yaml:3 name 'Bad Name' is not a name: 1 to 63 of a-z, 0-9, '-' and '.', a letter or"
                + " digit first and last",
            "p.yaml:3 name is declared twice; first at p.yaml:3");
    assertThat(resources.list(null)).isEmpty();
  }

  @Test
  void does_not_call_missing_what_only_has_a_mistake_of_its_own() {
    assertThat(
            apply(
                person("alastair", "{displayName: A}"),
                team("engineering", "{displayName: E, members: [alastair]}")))
        .containsExactly("p.yaml:3 spec.email is required");
  }

  @Test
  void must_refer_only_to_what_exists() {
    var team = "{displayName: E, members: [alastair], lead: wisen, supportHours: office}";
    assertThat(apply(team("engineering", team)))
        .containsExactly(
            "p.yaml:3 spec.members[0] there is no Person named 'alastair'",
            "p.yaml:3 spec.lead there is no Person named 'wisen'",
            "p.yaml:3 spec.supportHours there is no SupportHours named 'office'");
  }

  @Test
  void has_no_two_people_of_one_address() {
    var other = person("b", "{displayName: B, email: Alastair@Example.com}");
    assertThat(apply(person("a", LONG), other))
        .containsExactly(
            "p.yaml:3 spec.email Alastair@Example.com is already the e-mail address of a");
  }

  @Test
  void says_where_exactly_one_of_several_is_needed() {
    var needs = "p.yaml:3 spec needs exactly one of email, webhook";
    assertThat(apply(channel("{}"))).containsExactly(needs);
    assertThat(apply(channel("{webhook: {url: 'http://x'}, email: {host: h, password: secret}}")))
        .containsExactly(needs);
  }

  @Test
  void is_only_looked_at_by_a_dry_run() {
    var outcome = resources.apply(List.of(person("alastair", LONG)), ME, "", true);
    assertThat(Told.of(outcome)).containsExactly("CREATED Person alastair v1");
    assertThat(resources.snapshot()).isEqualTo(Snapshot.EMPTY);
    assertThat(resources.versions("Person", ALASTAIR, Part.FIRST).items()).isEmpty();
  }

  @Test
  void remembers_who_changed_it_when_and_why() {
    apply(person("alastair", LONG));
    clock.advance(Duration.ofHours(1));
    resources.put(person("alastair", SHORT), new Actor.Token("ci"), "shorter", 1);
    var versions = resources.versions("Person", ALASTAIR, Part.FIRST).items();
    assertThat(versions)
        .extracting(v -> v.revision().by() + " " + v.revision().why() + " " + v.fields())
        .containsExactly("token:ci shorter [spec.displayName]", "person:me test []");
    assertThat(versions.getFirst().revision().at()).isEqualTo(clock.instant());
  }

  @Test
  void can_be_read_as_it_was_at_a_pinned_version() {
    apply(person("alastair", LONG));
    apply(person("alastair", SHORT));
    assertThat(resources.snapshot().versionOf(PersonSpec.KIND, ALASTAIR)).isEqualTo(2);
    assertThat(displayNameAt(1)).contains("Alastair");
    assertThat(displayNameAt(2)).contains("A");
    assertThat(displayNameAt(3)).isEmpty();
  }

  @Test
  void is_not_changed_by_somebody_who_saw_an_older_version() {
    apply(person("alastair", LONG));
    apply(person("alastair", SHORT));
    assertThat(Told.of(resources.put(person("alastair", LONG), ME, "", 1)))
        .containsExactly(
            "Person alastair was changed meanwhile (it is at version 2): look at it again, then"
                + " repeat your change");
    assertThat(Told.of(resources.put(person("alastair", LONG), ME, "", 0)))
        .containsExactly("Person alastair exists already");
    assertThat(Told.of(resources.put(person("alastair", LONG), ME, "", 2))).hasSize(1);
  }

  @Test
  void is_not_removed_while_something_needs_it() {
    apply(person("alastair", LONG), team("engineering", "{displayName: E, members: [alastair]}"));
    assertThat(remove("Person", "alastair"))
        .containsExactly(
            "Person alastair is still needed by Team engineering (spec.members[0]): change that"
                + " first");
    assertThat(remove("Team", "engineering")).containsExactly("REMOVED Team engineering v2");
    assertThat(remove("Person", "alastair")).containsExactly("REMOVED Person alastair v2");
    assertThat(remove("Person", "alastair")).containsExactly("there is no Person named 'alastair'");
    assertThat(resources.list(null)).isEmpty();
  }

  @Test
  void counts_on_when_a_removed_name_comes_back() {
    apply(person("alastair", LONG));
    remove("Person", "alastair");
    assertThat(apply(person("alastair", LONG))).containsExactly("CREATED Person alastair v3");
  }

  @Test
  void keeps_a_resource_when_its_guard_says_so() {
    resources.guardRemoval(
        PersonSpec.KIND, (tx, name) -> Optional.of(Text.of("resources.missing")));
    apply(person("alastair", LONG));
    assertThat(remove("Person", "alastair")).containsExactly("is required");
    assertThat(resources.get("Person", ALASTAIR)).isPresent();
  }

  @Test
  void hides_its_secrets_and_keeps_those_that_are_absent() {
    apply(channel("{email: {host: h, password: hunter2}, key: " + KEY + "}"));
    var shown = resources.get("Channel", new Name("mail")).orElseThrow();
    assertThat(shown.spec()).hasToString("{\"email\":{\"host\":\"h\"}}");
    assertThat(shown.secrets()).containsExactly("spec.email.password", "spec.key");
    assertThat(apply(channel("{email: {host: h}}"))).containsExactly("UNCHANGED Channel mail v1");
    assertThat(apply(channel("{email: {host: other}}")))
        .containsExactly("CHANGED Channel mail v2 spec.email.host: \"h\" -> \"other\"");
    assertThat(password()).contains("hunter2");
    assertThat(key()).isEqualTo(Resources.hash(KEY));
  }

  @Test
  void tells_that_a_secret_changed_and_never_what_it_is() {
    apply(channel("{email: {host: h, password: hunter2}, key: " + KEY + "}"));
    assertThat(apply(channel("{email: {host: h, password: hunter3}, key: " + KEY + "}")))
        .containsExactly("CHANGED Channel mail v2 spec.email.password: a secret");
    assertThat(apply(channel("{email: {host: h}, key: " + "n".repeat(40) + "}")))
        .containsExactly("CHANGED Channel mail v3 spec.key: a secret");
    assertThat(apply(channel("{email: {host: h}, key: ~}")))
        .containsExactly("CHANGED Channel mail v4 spec.key: a secret");
    assertThat(key()).isNull();
  }

  @Test
  void forgets_a_secret_with_the_part_that_it_belongs_to() {
    apply(channel("{email: {host: h, password: hunter2}}"));
    apply(channel("{webhook: {url: 'http://x'}}"));
    assertThat(password()).isEmpty();
    assertThat(apply(channel("{email: {host: h}}")))
        .containsExactly("p.yaml:3 spec.email.password is required");
  }

  @Test
  void never_reads_what_a_request_names() {
    assertThat(apply(channel("{email: {host: h, password: {env: HOME}}}")))
        .anyMatch(told -> told.startsWith("p.yaml:3 spec.email.password is a secret, and the"));
  }

  @Test
  void has_its_secrets_in_no_table_in_plain() {
    apply(channel("{email: {host: h, password: hunter2}, key: " + KEY + "}"));
    for (var table : List.of("resource", "resource_version", "resource_secret")) {
      var rows =
          database.read(
              "looking for secrets",
              h -> h.createQuery("SELECT t::text FROM " + table + " t").mapTo(String.class).list());
      assertThat(rows).isNotEmpty().noneMatch(row -> row.contains("hunter2") || row.contains(KEY));
    }
  }

  @Test
  void refuses_what_the_database_cannot_hold() {
    assertThat(apply(person("a", "{displayName: \"a\\0b\", email: a@x.org}")))
        .containsExactly(
            "p.yaml:3 spec.displayName holds a character that is not allowed (NUL or half a"
                + " surrogate pair)");
  }

  @Test
  void reaches_the_other_nodes() {
    try (var folder = Databases.on(test, clock)) {
      var other = new Resources(folder, clock, KINDS);
      var heard = new CopyOnWriteArrayList<String>();
      other.onChange(() -> heard.add("changed"));
      folder.start();
      apply(person("alastair", LONG));
      Await.until(
          "the other node has the person",
          Duration.ofSeconds(20),
          () -> other.snapshot().exists("Person", ALASTAIR) && heard.equals(List.of("changed")));
    }
  }

  /** Two nodes, neither of which hears of the other in time, change different resources. */
  @Test
  void loses_no_change_of_two_nodes_at_once() throws Exception {
    try (var second = Databases.on(test, clock);
        var threads = Executors.newFixedThreadPool(8)) {
      var other = new Resources(second, clock, KINDS);
      var work = new ArrayList<Callable<Outcome>>();
      for (int i = 0; i < 24; i++) {
        var node = i % 2 == 0 ? resources : other;
        var document = person("p" + i, "{displayName: P, email: p" + i + "@x.org}");
        work.add(() -> node.apply(List.of(document), ME, "", false));
      }
      for (var done : threads.invokeAll(work)) {
        assertThat(done.get()).isInstanceOf(Outcome.Applied.class);
      }
      resources.refresh();
      other.refresh();
      assertThat(resources.list("Person")).hasSize(24);
      assertThat(other.list("Person")).hasSize(24);
      assertThat(other.snapshot().version()).isEqualTo(24);
    }
  }

  @Test
  void goes_on_without_a_resource_that_this_program_does_not_know() {
    apply(person("alastair", LONG), channel("{webhook: {url: 'http://x'}}"));
    var fewer = new Resources(database, clock, List.of(TeamSpec.KIND, ChannelForTests.KIND));
    assertThat(fewer.list(null)).extracting(Resource::kind).containsExactly("Channel");
  }

  private List<String> apply(Document... documents) {
    return Told.of(resources.apply(List.of(documents), ME, "test", false));
  }

  private List<String> remove(String kind, String name) {
    return Told.of(resources.remove(kind, new Name(name), ME, "", null));
  }

  private Optional<String> displayNameAt(int version) {
    return resources.at(PersonSpec.KIND, ALASTAIR, version).map(PersonSpec::displayName);
  }

  private Optional<String> password() {
    return resources.secret(ChannelForTests.KIND, new Name("mail"), "email.password");
  }

  private @Nullable String key() {
    return resources.snapshot().find(ChannelForTests.KIND, new Name("mail")).orElseThrow().key();
  }

  private static Document person(String name, String spec) {
    return at("p.yaml", 3, "Person", name, spec);
  }

  private static Document team(String name, String spec) {
    return at("p.yaml", 3, "Team", name, spec);
  }

  private static Document channel(String spec) {
    return at("p.yaml", 3, "Channel", "mail", spec);
  }

  private static Document at(String file, int line, String kind, String name, String spec) {
    return new Document(file, line, kind, name, Specs.of(spec));
  }
}

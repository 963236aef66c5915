package dev.siaga.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Name;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Goal: what was exported can be applied again and changes nothing, whatever was applied before.
 *
 * <p>Method: a random walk of applies, puts and removals over people, teams and channels with
 * secrets, with text that is hard for YAML; beside it a plain map says what should be there.
 */
@Tag("slow")
class A_walk_of_changes {
  private static final Actor ME = new Actor.Component("walk");
  private static final int STEPS = 60;
  private static final List<String> HARD =
      List.of(
          "yes",
          "null",
          "~",
          "1e3",
          "0x1F",
          "09:00",
          "- a",
          "a: b",
          "#x",
          " lead",
          "trail ",
          "''",
          "\"",
          "{env: X}",
          "two\nlines\n",
          "tab\there",
          "é日本😀",
          "*a",
          "&a",
          "!t",
          "%",
          "@",
          "`",
          "a\\nb",
          ".5",
          "+1",
          "2026-01-05",
          "true",
          "---",
          "...",
          "\u2028",
          "\u0085",
          "\u0007");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z"));

  @Test
  void comes_back_from_its_export_unchanged() {
    long seed = new Random().nextLong();
    try (var test = TestDatabase.fresh();
        var database = Databases.on(test, clock)) {
      var kinds = List.<Kind<?>>of(PersonSpec.KIND, TeamSpec.KIND, ChannelForTests.KIND);
      walk(new Resources(database, clock, kinds), new Random(seed), "seed " + seed);
    }
  }

  private static void walk(Resources resources, Random random, String seed) {
    var expected = new HashMap<ResourceKey, ObjectNode>();
    for (int step = 0; step < STEPS; step++) {
      var at = seed + ", step " + step;
      if (random.nextInt(6) == 0 && !expected.isEmpty()) {
        remove(resources, random, expected);
      } else {
        apply(resources, random, expected, at);
      }
      assertThat(shown(resources)).as(at).isEqualTo(expected);
      assertExportIsTheSame(resources, at);
    }
  }

  private static void apply(
      Resources resources, Random random, Map<ResourceKey, ObjectNode> expected, String at) {
    var documents = new ArrayList<Document>();
    var wanted = new HashMap<ResourceKey, ObjectNode>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      var key = key(random);
      if (wanted.containsKey(key)) {
        continue;
      }
      var spec = spec(key, random);
      documents.add(Document.of(key.kind(), key.name().value(), spec));
      wanted.put(key, withoutSecrets(spec));
    }
    switch (resources.apply(documents, ME, at, false)) {
      case Outcome.Applied _ -> expected.putAll(wanted);
      case Outcome.Mistaken(var mistakes) ->
          assertThat(mistakes)
              .as("%s: only people who are not there", at)
              .allMatch(m -> m.why().key().equals("resources.no-such"));
      case Outcome.Refused(var refusal) -> throw new AssertionError(at + " " + refusal);
    }
  }

  private static void remove(
      Resources resources, Random random, Map<ResourceKey, ObjectNode> expected) {
    var keys = new ArrayList<>(expected.keySet());
    var key = keys.get(random.nextInt(keys.size()));
    if (resources.remove(key.kind(), key.name(), ME, "", null) instanceof Outcome.Applied) {
      expected.remove(key);
    }
  }

  private static void assertExportIsTheSame(Resources resources, String at) {
    var documents =
        resources.list(null).stream()
            .map(r -> Document.of(r.kind(), r.name().value(), r.spec()))
            .toList();
    var reading = ResourceYaml.read("export.yaml", ResourceYaml.write(documents));
    assertThat(reading.mistakes()).as(at).isEmpty();
    var again = reading.documents().stream().map(ResourceYaml.Located::document).toList();
    var outcome = resources.apply(again, ME, at, false);
    assertThat(Told.of(outcome))
        .as(at)
        .hasSize(documents.size())
        .allMatch(told -> told.startsWith("UNCHANGED"));
  }

  private static Map<ResourceKey, ObjectNode> shown(Resources resources) {
    var shown = new HashMap<ResourceKey, ObjectNode>();
    for (var resource : resources.list(null)) {
      shown.put(new ResourceKey(resource.kind(), resource.name()), (ObjectNode) resource.spec());
    }
    return shown;
  }

  private static ResourceKey key(Random random) {
    var kinds = List.of("Person", "Team", "Channel");
    return new ResourceKey(kinds.get(random.nextInt(3)), new Name("n" + random.nextInt(4)));
  }

  private static ObjectNode spec(ResourceKey key, Random random) {
    var spec = JsonNodeFactory.instance.objectNode();
    return switch (key.kind()) {
      case "Person" ->
          spec.put("displayName", hard(random)).put("email", key.name() + "@example.com");
      case "Team" -> {
        spec.put("displayName", hard(random));
        var members = spec.putArray("members");
        members.add("n" + random.nextInt(4));
        yield spec;
      }
      default -> {
        spec.putObject("email").put("host", hard(random)).put("password", "hunter" + hard(random));
        yield random.nextBoolean() ? spec : spec.put("every", random.nextInt(90) + "m");
      }
    };
  }

  private static ObjectNode withoutSecrets(ObjectNode spec) {
    var copy = spec.deepCopy();
    if (copy.get("email") instanceof ObjectNode email) {
      email.remove("password");
    }
    return copy;
  }

  private static String hard(Random random) {
    return HARD.get(random.nextInt(HARD.size()));
  }
}

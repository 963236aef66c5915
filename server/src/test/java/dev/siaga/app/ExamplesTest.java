package dev.siaga.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.alerts.GateRuleSpec;
import dev.siaga.alerts.IntegrationSpec;
import dev.siaga.catalog.Catalog;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.notify.ChannelSpec;
import dev.siaga.oncall.EscalationPolicySpec;
import dev.siaga.oncall.RosterSpec;
import dev.siaga.oncall.SupportHoursSpec;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Resources;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.Golden;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class The_example_configuration {
  private static final List<Kind<?>> KINDS =
      List.of(
          PersonSpec.KIND,
          TeamSpec.KIND,
          ServiceSpec.KIND,
          SupportHoursSpec.KIND,
          RosterSpec.KIND,
          EscalationPolicySpec.KIND,
          ChannelSpec.KIND,
          IntegrationSpec.KIND,
          GateRuleSpec.KIND);

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z"));
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** What the README of the examples says, on the files that it is about. */
  @Test
  void is_applied_as_its_readme_says() {
    try (var test = TestDatabase.fresh();
        var database = Databases.on(test, clock)) {
      var resources = new Resources(database, clock, KINDS);
      try (var server = new ConfigurationServer(resources)) {
        assertThat(apply(server)).as(said()).isZero();
        assertThat(said()).contains("created Person alastair", "created GateRule nightly-report");
        assertThat(said()).doesNotContain("warning");
        for (var kind : KINDS) {
          assertThat(resources.snapshot().all(kind)).as("examples of %s", kind).isNotEmpty();
        }
        said.reset();
        assertThat(apply(server)).as(said()).isZero();
        assertThat(said()).isEqualTo("unchanged (11)\n");
        routes(new Catalog(resources));
      }
    }
  }

  @Test
  void of_the_page_on_paging_is_accepted() throws IOException {
    var page = Files.readString(Golden.root().resolve("docs/paging.md"));
    var yaml = page.substring(page.lastIndexOf("```yaml\n") + 8, page.lastIndexOf("```"));
    assertThat(dryRun(yaml)).isZero();
    assertThat(said()).contains("would be created EscalationPolicy shop").doesNotContain("warning");
  }

  @Test
  void is_refused_with_the_choice_when_a_target_names_two() throws IOException {
    for (var target : List.of("{person: a, roster: b}", "{}")) {
      said.reset();
      var policy =
          "kind: EscalationPolicy\nname: p\nspec:\n  steps:\n    - notify: [" + target + "]\n";
      assertThat(dryRun(policy)).isEqualTo(Main.FAILED);
      assertThat(said())
          .contains("spec.steps[0].notify[0]: needs exactly one of person, roster, team, channel");
    }
  }

  private int dryRun(String yaml) throws IOException {
    var file = Files.writeString(folder.resolve("some.yaml"), yaml);
    try (var test = TestDatabase.fresh();
        var database = Databases.on(test, clock);
        var server = new ConfigurationServer(new Resources(database, clock, KINDS))) {
      return apply(server, file.toString(), "--dry-run");
    }
  }

  private static void routes(Catalog catalog) {
    assertThat(catalog.route(Labels.of(Map.of("job", "checkout")), null))
        .contains(new Name("checkout"));
    assertThat(catalog.route(Labels.of(Map.of("job", "x")), new Name("website")))
        .contains(new Name("website"));
    assertThat(catalog.teamOf(new Name("website"))).contains(new Name("engineering"));
  }

  private int apply(ConfigurationServer server) {
    return apply(server, "examples");
  }

  private int apply(ConfigurationServer server, String... what) {
    var environment =
        Map.of(
            "SIAGA_SERVER",
            server.url(),
            "SIAGA_TOKEN",
            ConfigurationServer.TOKEN,
            "SHOP_SMTP_PASSWORD",
            "hunter2-hunter2",
            "SHOP_PROMETHEUS_KEY",
            "0123456789abcdef0123456789abcdef");
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(
        new Surroundings(environment, Golden.root(), out, out),
        Stream.concat(Stream.of("apply", "-f"), Stream.of(what)).toArray(String[]::new));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}

package dev.siaga.testkit;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.alerts.GateRuleSpec;
import dev.siaga.alerts.IntegrationSpec;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.kernel.Actor;
import dev.siaga.oncall.EscalationPolicySpec;
import dev.siaga.oncall.RosterSpec;
import dev.siaga.oncall.SupportHoursSpec;
import dev.siaga.resources.Document;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** Configuration as YAML within a test, applied as a person would. */
public final class Configuration {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<Kind<?>> KINDS =
      List.of(
          PersonSpec.KIND,
          TeamSpec.KIND,
          ServiceSpec.KIND,
          SupportHoursSpec.KIND,
          RosterSpec.KIND,
          EscalationPolicySpec.KIND,
          IntegrationSpec.KIND,
          GateRuleSpec.KIND);

  private Configuration() {}

  public static Resources resources(Database database, InstantSource clock, String yaml) {
    var resources = new Resources(database, clock, KINDS);
    apply(resources, yaml);
    return resources;
  }

  public static void apply(Resources resources, String yaml) {
    var documents = new ArrayList<Document>();
    for (var loaded : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      var fields = (Map<?, ?>) loaded;
      documents.add(
          Document.of(
              String.valueOf(fields.get("kind")),
              String.valueOf(fields.get("name")),
              JSON.valueToTree(fields.get("spec"))));
    }
    var outcome = resources.apply(documents, new Actor.Component("test"), "test", false);
    if (outcome instanceof Outcome.Mistaken mistaken) {
      throw new AssertionError(mistaken.toString());
    }
  }
}

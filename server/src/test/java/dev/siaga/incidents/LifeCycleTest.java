package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.BY_WISEN;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.in;

import dev.siaga.incidents.IncidentCommand.ChangePhase;
import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentCommand.Validate;
import dev.siaga.kernel.Answer;
import dev.siaga.testkit.Golden;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Draws what the rules do: each command, tried in each phase. */
final class LifeCycleTest {
  @Test
  void the_life_of_an_incident_is_as_the_golden_picture_shows() {
    Golden.check("docs/golden/incident.mmd", picture());
  }

  private static String picture() {
    var lines = new ArrayList<String>();
    lines.add("stateDiagram-v2");
    lines.add("  [*] --> TRIAGE: an alert pages, or declare");
    for (var from : Phase.values()) {
      commands().forEach((name, command) -> lines.addAll(arrow(from, name, command)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> arrow(Phase from, String name, IncidentCommand command) {
    var answer = IncidentRules.decide(in(from), BY_WISEN, command, NOON);
    if (!(answer instanceof Answer.Ok<List<IncidentEvent>>(var events)) || events.isEmpty()) {
      return List.of();
    }
    var history = Samples.then(from, events.toArray(IncidentEvent[]::new));
    return List.of("  %s --> %s: %s".formatted(from, Samples.fold(history).phase(), name));
  }

  private static Map<String, IncidentCommand> commands() {
    var commands = new LinkedHashMap<String, IncidentCommand>();
    commands.put("validate", new Validate(""));
    commands.put("dismissAsFalseAlarm", new DismissAsFalseAlarm("none", Samples.ALASTAIR));
    for (var phase : Phase.values()) {
      commands.put("changePhase " + phase, new ChangePhase(phase, ""));
    }
    commands.put("resolve", new Resolve(""));
    commands.put("reopen", new Reopen("back"));
    return commands;
  }
}

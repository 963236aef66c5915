package dev.siaga.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What apply did, one line a resource. */
final class AppliedReport {
  private static final int VALUE_LENGTH_MAX = 60;
  private final PrintStream out;
  private final boolean dryRun;

  AppliedReport(PrintStream out, boolean dryRun) {
    this.out = out;
    this.dryRun = dryRun;
  }

  void print(JsonNode answer) {
    int unchanged = 0;
    for (var change : answer.path("changes")) {
      var what = change.path("what").asString("");
      if (what.equals("unchanged")) {
        unchanged++;
      } else {
        out.println(line(what, change));
      }
    }
    if (unchanged > 0) {
      out.println("unchanged (" + unchanged + ")");
    }
    if (dryRun) {
      out.println("This was a dry run: nothing was applied.");
    }
  }

  private String line(String what, JsonNode change) {
    var done = dryRun ? "would be " + what : what;
    var resource = change.path("kind").asString("") + " " + change.path("name").asString("");
    var fields =
        StreamSupport.stream(change.path("fields").spliterator(), false)
            .map(AppliedReport::field)
            .collect(Collectors.joining(", "));
    return done + " " + resource + (fields.isEmpty() ? "" : ": " + fields);
  }

  private static String field(JsonNode field) {
    var name = field.path("field").asString("").replaceFirst("^spec\\.", "");
    return field.path("secret").asBoolean(false)
        ? name + " (a secret)"
        : name + " " + value(field.path("from")) + " -> " + value(field.path("to"));
  }

  private static String value(JsonNode json) {
    if (json.isNull() || json.isMissingNode()) {
      return "(none)";
    }
    var text = words(JsonMapper.shared().readTree(json.asString("null")));
    return text.length() <= VALUE_LENGTH_MAX
        ? text
        : text.substring(0, VALUE_LENGTH_MAX - 3) + "...";
  }

  private static String words(JsonNode value) {
    if (!value.isArray()) {
      return value.isString() ? value.stringValue() : value.toString();
    }
    var items = new ArrayList<String>();
    value.forEach(item -> items.add(words(item)));
    return "[" + String.join(", ", items) + "]";
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One YAML document becomes a resource document, or mistakes. */
final class YamlDocument {
  private static final List<String> FIELDS = List.of("kind", "name", "spec");
  private final String file;
  private final Node root;
  private final int line;

  YamlDocument(String file, Node root) {
    this.file = file;
    this.root = root;
    this.line = YamlJson.line(root);
  }

  void read(List<ResourceYaml.Located> documents, List<Mistake> mistakes) {
    if (root instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
      return; // nothing between two '---'
    }
    if (!(root instanceof MappingNode)) {
      mistakes.add(mistake(file, line, "", "", "", Text.of("resources.not-a-document")));
      return;
    }
    var lines = new HashMap<String, Integer>();
    var json = new YamlJson(lines);
    var whole = json.read(root);
    var kind = whole.path("kind").asString("");
    var name = whole.path("name").asString("");
    int before = mistakes.size();
    json.mistakes()
        .forEach((field, why) -> mistakes.add(mistake(file, lines, kind, name, field, why)));
    missing(whole)
        .forEach(field ->
            mistakes.add(mistake(file, line, kind, name, field, Text.of("resources.missing"))));
    unknown(whole)
        .forEach(field ->
            mistakes.add(
                mistake(
                    file,
                    lines,
                    kind,
                    name,
                    field,
                    Text.of("resources.unknown-field", String.join(", ", FIELDS)))));
    if (mistakes.size() == before && whole instanceof ObjectNode object) {
      documents.add(
          new ResourceYaml.Located(
              new Document(file, line, kind, name, object.path("spec")), lines));
    }
  }

  static Mistake mistake(String file, int line, String kind, String name, String field, Text why) {
    return new Mistake(Mistake.OF_ANOTHER_RESOURCE, file, line, kind, name, field, why);
  }

  private Mistake mistake(
      String file, Map<String, Integer> lines, String kind, String name, String field, Text why) {
    return mistake(file, lines.getOrDefault(field, line), kind, name, field, why);
  }

  private static List<String> missing(JsonNode whole) {
    return FIELDS.stream().filter(field -> whole.path(field).isMissingNode()).toList();
  }

  private static List<String> unknown(JsonNode whole) {
    return whole.propertyNames().stream().filter(f -> !Set.copyOf(FIELDS).contains(f)).toList();
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns YAML nodes into JSON and remembers the line of each field. */
final class YamlJson {
  /** Anchors that name anchors can make a short file very large. */
  private static final int NODES_MAX = 200_000;

  private static final int DEPTH_MAX = 60;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final Map<String, Integer> lines;
  private final Map<String, Text> mistakes = new LinkedHashMap<>();
  private int nodes;

  YamlJson(Map<String, Integer> lines) {
    this.lines = lines;
  }

  Map<String, Text> mistakes() {
    return mistakes;
  }

  JsonNode read(Node root) {
    return convert("", root, 0);
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private JsonNode convert(String path, Node node, int depth) {
    if (++nodes > NODES_MAX || depth > DEPTH_MAX) {
      mistakes.putIfAbsent(path, Text.of("resources.too-deep", DEPTH_MAX));
      return JSON.nullNode();
    }
    return switch (node) {
      case MappingNode mapping -> object(path, mapping, depth);
      case SequenceNode sequence -> list(path, sequence, depth);
      case ScalarNode scalar -> scalar(path, scalar);
      default -> refused(path, node);
    };
  }

  private JsonNode object(String path, MappingNode mapping, int depth) {
    var object = JSON.objectNode();
    for (var tuple : mapping.getValue()) {
      var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      var field = path.isEmpty() ? key : path + "." + key;
      lines.put(field, line(tuple.getKeyNode()));
      if (object.has(key)) {
        mistakes.put(field, Text.of("resources.field-twice"));
      }
      object.set(key, convert(field, tuple.getValueNode(), depth + 1));
    }
    return object;
  }

  private JsonNode list(String path, SequenceNode sequence, int depth) {
    var list = JSON.arrayNode();
    for (var item : sequence.getValue()) {
      var field = FieldPath.item(path, list.size());
      lines.put(field, line(item));
      list.add(convert(field, item, depth + 1));
    }
    return list;
  }

  private JsonNode scalar(String path, ScalarNode scalar) {
    var tag = scalar.getTag();
    var value = scalar.getValue();
    if (tag.equals(Tag.STR)) {
      return JSON.stringNode(value);
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(value));
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
        ? number(path, scalar)
        : refused(path, scalar);
  }

  private JsonNode number(String path, ScalarNode scalar) {
    try {
      return scalar.getTag().equals(Tag.INT)
          ? whole(new BigInteger(scalar.getValue()))
          : JSON.numberNode(new BigDecimal(scalar.getValue()));
    } catch (NumberFormatException notANumber) {
      return refused(path, scalar);
    }
  }

  private static JsonNode whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return JSON.numberNode(number.intValueExact());
    }
    return number.bitLength() < Long.SIZE
        ? JSON.numberNode(number.longValueExact())
        : JSON.numberNode(number);
  }

  private JsonNode refused(String path, Node node) {
    mistakes.put(path, Text.of("resources.yaml-tag", node.getTag().getValue()));
    return JSON.nullNode();
  }
}

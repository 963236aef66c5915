package dev.siaga.app;

import dev.siaga.resources.ResourceYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Puts secrets in the place of {@code {env: NAME}} and {@code {file: PATH}}, only where the schema
 * says that a field is write-only: read here, where the command runs, never by the server.
 */
final class SecretReferences {
  private static final int SECRET_BYTES_MAX = 64 * 1024;
  private final Map<String, JsonNode> schemas;
  private final Surroundings surroundings;
  private final List<String> mistakes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * Resolves with these schemas.
   *
   * @param schemas by kind
   */
  SecretReferences(Map<String, JsonNode> schemas, Surroundings surroundings) {
    this.schemas = schemas;
    this.surroundings = surroundings;
  }

  List<String> mistakes() {
    return mistakes;
  }

  /** Secrets that stand in a file as they are. */
  List<String> warnings() {
    return warnings;
  }

  JsonNode resolved(ResourceYaml.Located located) {
    var document = located.document();
    var spec = document.spec().deepCopy();
    var schema = schemas.get(document.kind());
    if (schema != null) {
      new Walk(located, schema).object(spec, schema, "spec");
    }
    return spec;
  }

  /** One document against its schema. */
  private final class Walk {
    private final ResourceYaml.Located located;
    private final JsonNode root;

    Walk(ResourceYaml.Located located, JsonNode root) {
      this.located = located;
      this.root = root;
    }

    void object(JsonNode value, JsonNode schema, String path) {
      if (!(value instanceof ObjectNode object)) {
        return;
      }
      for (var property : followed(schema).path("properties").properties()) {
        var field = path + "." + property.getKey();
        var child = object.get(property.getKey());
        if (child == null) {
          continue;
        }
        if (followed(property.getValue()).path("writeOnly").booleanValue(false)) {
          object.set(property.getKey(), secret(child, field));
        } else {
          object(child, property.getValue(), field);
        }
      }
    }

    private JsonNode followed(JsonNode schema) {
      var reference = schema.path("$ref").asString("");
      return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    private JsonNode secret(JsonNode value, String field) {
      if (value instanceof StringNode) {
        warnings.add(
            place(field) + "the secret stands in the file; write {env: NAME} or {file: PATH}");
        return value;
      }
      if (!value.isObject()) {
        return value;
      }
      if (isOnly(value, "env")) {
        return fromEnvironment(value.path("env").asString(""), field);
      }
      if (isOnly(value, "file")) {
        return fromFile(value.path("file").asString(""), field);
      }
      return mistake(field, "a secret is {env: NAME} or {file: PATH}");
    }

    private static boolean isOnly(JsonNode value, String field) {
      return value.size() == 1 && value.has(field);
    }

    private JsonNode fromEnvironment(String name, String field) {
      var value = surroundings.environment().get(name);
      return value == null || value.isEmpty()
          ? mistake(field, "the environment variable " + name + " is not set")
          : JsonNodeFactory.instance.stringNode(value);
    }

    /** A path from the folder of the YAML file; one line break at the end is not part of it. */
    private JsonNode fromFile(String name, String field) {
      var yaml = surroundings.folder().resolve(located.document().file()).toAbsolutePath();
      var file = yaml.resolveSibling(Path.of(name));
      try {
        if (Files.size(file) > SECRET_BYTES_MAX) {
          return mistake(
              field, "the file " + name + " is larger than " + SECRET_BYTES_MAX + " bytes");
        }
        return JsonNodeFactory.instance.stringNode(Files.readString(file).replaceFirst("\\R$", ""));
      } catch (IOException unreadable) {
        return mistake(field, "the file " + name + " cannot be read");
      }
    }

    private JsonNode mistake(String field, String why) {
      mistakes.add(place(field) + why);
      return JsonNodeFactory.instance.nullNode();
    }

    private String place(String field) {
      return located.document().file() + ":" + located.line(field) + ": " + field + ": ";
    }
  }
}

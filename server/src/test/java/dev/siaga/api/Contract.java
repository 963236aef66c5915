package dev.siaga.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published document as a judge of bodies: JSON Schema 2020-12, fields it does not name
 * refused.
 */
final class Contract {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

  private final ObjectNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDialect(
          Dialects.getDraft202012(),
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Map<String, com.networknt.schema.Schema> known = new ConcurrentHashMap<>();

  Contract(String yaml) {
    var read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    this.document = (ObjectNode) MAPPER.valueToTree(read);
    close(document.path("components").path("schemas"));
  }

  JsonNode document() {
    return document;
  }

  /** What is wrong with a request's body; empty when nothing is. */
  List<String> request(Endpoint endpoint, JsonNode body) {
    return wrong(pointer(endpoint) + "/requestBody/content/" + escaped(Reply.JSON), body);
  }

  /** What is wrong with an answer's body; a status that the document does not name is a problem. */
  List<String> answer(Endpoint endpoint, int status, JsonNode body) {
    var responses = document.at(pointer(endpoint) + "/responses");
    var name = responses.has(Integer.toString(status)) ? Integer.toString(status) : "default";
    var type = name.equals("default") ? Reply.PROBLEM : Reply.JSON;
    return wrong(pointer(endpoint) + "/responses/" + name + "/content/" + escaped(type), body);
  }

  private List<String> wrong(String at, JsonNode body) {
    var schema = document.at(at + "/schema");
    if (schema.isMissingNode()) {
      return List.of("the document has nothing at " + at);
    }
    return known.computeIfAbsent(at, _ -> compiled(schema)).validate(body).stream()
        .map(Error::toString)
        .toList();
  }

  private com.networknt.schema.Schema compiled(JsonNode schema) {
    var whole = MAPPER.createObjectNode();
    whole.put("$schema", JSON_SCHEMA);
    whole.setAll((ObjectNode) schema);
    whole.set("components", document.path("components"));
    return registry.getSchema(whole);
  }

  private static String pointer(Endpoint endpoint) {
    return "/paths/" + escaped(endpoint.path()) + "/" + endpoint.method().toLowerCase(Locale.ROOT);
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** A field that the document does not name would be a secret between client and server. */
  private static void close(JsonNode schemas) {
    schemas.forEach(schema -> {
      if (schema instanceof ObjectNode object && object.has("properties")) {
        object.put("additionalProperties", false);
      }
    });
  }
}

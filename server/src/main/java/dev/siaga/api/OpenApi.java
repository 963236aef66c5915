package dev.siaga.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The document that describes the API, made out of the one table and the records: what it says of a
 * body is what the body is.
 */
final class OpenApi {
  private static final int LINE_CHARS_MAX = 100;

  private final SchemaOf schemas = new SchemaOf();

  private OpenApi() {}

  static String yaml() {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(LINE_CHARS_MAX)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(new OpenApi().document());
  }

  private Map<String, Object> document() {
    var paths = paths();
    schemas.of(Problem.class);
    var document = new LinkedHashMap<String, Object>();
    document.put("openapi", "3.1.0");
    document.put("info", ordered("title", "Siaga", "version", "1"));
    document.put("servers", List.of(Map.of("url", Endpoint.BASE)));
    document.put("paths", paths);
    var components = new LinkedHashMap<String, Object>();
    components.put("schemas", schemas.named());
    components.put("securitySchemes", security());
    document.put("components", components);
    return document;
  }

  private static Map<String, Object> security() {
    var schemes = new LinkedHashMap<String, Object>();
    schemes.put("token", ordered("type", "http", "scheme", "bearer"));
    schemes.put("session", ordered("type", "apiKey", "in", "cookie", "name", Api.SESSION_COOKIE));
    return schemes;
  }

  private Map<String, Object> paths() {
    var paths = new LinkedHashMap<String, Object>();
    for (var endpoint : Endpoints.ALL) {
      @SuppressWarnings("unchecked") // only such maps are put in
      var methods =
          (Map<String, Object>)
              paths.computeIfAbsent(endpoint.path(), _ -> new LinkedHashMap<String, Object>());
      methods.put(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint));
    }
    return paths;
  }

  private Map<String, Object> operation(Endpoint endpoint) {
    var operation = new LinkedHashMap<String, Object>();
    operation.put("operationId", camelCase(endpoint.name()));
    operation.put("summary", endpoint.operation().summary());
    operation.put(
        "security",
        endpoint.right().needsPrincipal()
            ? List.of(Map.of("token", List.of()), Map.of("session", List.of()))
            : List.of());
    operation.put("x-right", endpoint.right().name().toLowerCase(Locale.ROOT));
    var parameters = parameters(endpoint);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (endpoint.operation().body().form() != Shape.Form.NONE) {
      operation.put(
          "requestBody",
          ordered(
              "required",
              !isOptional(endpoint),
              "content",
              content(endpoint.operation().body(), true)));
    }
    operation.put("responses", responses(endpoint));
    return operation;
  }

  private static boolean isOptional(Endpoint endpoint) {
    return endpoint.operation().body().type() == IncidentJson.Remark.class;
  }

  private static List<Object> parameters(Endpoint endpoint) {
    var parameters = new ArrayList<Object>();
    for (var place : endpoint.places()) {
      parameters.add(
          ordered(
              "name", place, "in", "path", "required", true, "schema", Map.of("type", "string")));
    }
    for (var parameter : endpoint.operation().parameters()) {
      parameters.add(
          ordered(
              "name",
              parameter.text,
              "in",
              "query",
              "description",
              parameter.description,
              "schema",
              schema(parameter)));
    }
    if (endpoint.method().equals("POST")) {
      parameters.add(header("Idempotency-Key", "The same key does the same request once", false));
    }
    if (endpoint.method().equals("PUT") || endpoint.method().equals("DELETE")) {
      if (endpoint.path().startsWith("/resources/")) {
        parameters.add(header("If-Match", "The ETag that was seen, or *", false));
      }
    }
    return parameters;
  }

  private static Map<String, Object> header(String name, String description, boolean required) {
    return ordered(
        "name", name,
        "in", "header",
        "description", description,
        "required", required,
        "schema", Map.of("type", "string"));
  }

  private static Map<String, Object> schema(QueryParameter parameter) {
    if (parameter == QueryParameter.LABEL) {
      return ordered("type", "array", "items", Map.of("type", "string"));
    }
    return parameter.type.equals("date-time")
        ? ordered("type", "string", "format", "date-time")
        : ordered("type", parameter.type);
  }

  private Map<String, Object> responses(Endpoint endpoint) {
    var responses = new LinkedHashMap<String, Object>();
    var done = new LinkedHashMap<String, Object>();
    done.put(
        "description", endpoint.operation().answer().form() == Shape.Form.MADE ? "Made" : "Done");
    if (endpoint.operation().answer().form() != Shape.Form.NONE) {
      done.put("content", content(endpoint.operation().answer(), false));
    }
    responses.put(Integer.toString(endpoint.operation().answer().status()), done);
    responses.put(
        "default",
        ordered(
            "description",
            "A problem",
            "content",
            Map.of(Reply.PROBLEM, Map.of("schema", schemas.of(Problem.class)))));
    return responses;
  }

  private Map<String, Object> content(Shape shape, boolean request) {
    return switch (shape.form()) {
      case NONE -> Map.of();
      case ONE, MADE -> Map.of(Reply.JSON, Map.of("schema", schema(shape, request)));
      case PAGE -> Map.of(Reply.JSON, Map.of("schema", schemas.page(type(shape))));
      case ANY -> Map.of("application/schema+json", Map.of("schema", Map.of("type", "object")));
      case YAML -> Map.of("application/yaml", Map.of("schema", Map.of("type", "string")));
      case FILE ->
          request
              ? ordered(
                  "multipart/form-data", Map.of("schema", upload()),
                  "application/octet-stream", Map.of())
              : Map.of("*/*", Map.of());
    };
  }

  private Map<String, Object> schema(Shape shape, boolean request) {
    return request ? schemas.ofRequest(type(shape)) : schemas.of(type(shape));
  }

  private static Class<?> type(Shape shape) {
    var type = shape.type();
    if (type == null) {
      throw new IllegalArgumentException("no record makes a " + shape.form());
    }
    return type;
  }

  private static Map<String, Object> upload() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("file", ordered("type", "string", "contentMediaType", "*/*"));
    properties.put("title", Map.of("type", "string"));
    properties.put("source", Map.of("type", "string"));
    return ordered("type", "object", "required", List.of("file"), "properties", properties);
  }

  private static String camelCase(String name) {
    var words = name.toLowerCase(Locale.ROOT).split("_", -1);
    var text = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return text.toString();
  }

  static Map<String, Object> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}

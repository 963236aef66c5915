package dev.siaga.resources;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.siaga.kernel.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Holds a spec against the JSON Schema of its kind and says in our words what does not fit. */
final class SchemaCheck {
  private final JsonNode json;
  private final Schema schema;

  SchemaCheck(JsonNode json) {
    this.json = json;
    var dialect =
        Dialect.builder(Dialects.getDraft202012())
            .formats(Formats.ALL)
            .keyword(new NonValidationKeyword("x-hashed"))
            .build();
    var config = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    this.schema =
        SchemaRegistry.withDialect(dialect, registry -> registry.schemaRegistryConfig(config))
            .getSchema(json);
    this.schema.initializeValidators();
  }

  List<FieldMistake> mistakes(JsonNode spec) {
    var errors = schema.validate(spec);
    var choices = choices(errors);
    var mistakes = new ArrayList<FieldMistake>();
    for (var error : errors) {
      if (!isWithinAChoice(error, choices)) {
        mistakes.add(new FieldMistake(field(error), why(error)));
      }
    }
    return mistakes;
  }

  /** Of a choice that fits no way, only that is told, not why each single way does not fit. */
  private static Set<String> choices(List<Error> errors) {
    var choices = new HashSet<String>();
    for (var error : errors) {
      if (error.getKeyword().equals("oneOf") || error.getKeyword().equals("anyOf")) {
        choices.add(error.getEvaluationPath() + "/");
      }
    }
    return choices;
  }

  private static boolean isWithinAChoice(Error error, Set<String> choices) {
    var path = error.getEvaluationPath().toString();
    return choices.stream().anyMatch(path::startsWith);
  }

  private static String field(Error error) {
    var at = FieldPath.ofPointer(error.getInstanceLocation().toString());
    return switch (error.getKeyword()) {
      case "required", "additionalProperties", "propertyNames", "dependentRequired" ->
          error.getProperty() == null ? at : FieldPath.child(at, error.getProperty());
      default -> at;
    };
  }

  private Text why(Error error) {
    return switch (error.getKeyword()) {
      case "required", "dependentRequired" -> Text.of("resources.missing");
      case "additionalProperties" -> Text.of("resources.unknown-field", allowed(error));
      case "type" -> Text.of("resources.wrong-type", argument(error, 1), argument(error, 0));
      case "enum", "const" -> Text.of("resources.not-one-of", values(error.getSchemaNode()));
      case "pattern", "propertyNames" -> Text.of("resources.wrong-form", lastArgument(error));
      case "minLength", "minItems", "minProperties" ->
          isOfOneField(error) ? exactlyOne(error) : tooFew(error);
      case "maxLength", "maxItems", "maxProperties" ->
          isOfOneField(error) ? exactlyOne(error) : tooMany(error);
      case "minimum", "exclusiveMinimum" -> Text.of("resources.too-small", argument(error, 0));
      case "maximum", "exclusiveMaximum" -> Text.of("resources.too-large", argument(error, 0));
      case "uniqueItems" -> Text.of("resources.twice");
      case "format" -> format(error);
      case "oneOf", "anyOf" -> choice(error);
      default -> Text.of("resources.does-not-fit", error.getMessage());
    };
  }

  /** {@code minProperties: 1, maxProperties: 1}: an object that names one of its fields. */
  private boolean isOfOneField(Error error) {
    var schemaOfObject = parent(error);
    return schemaOfObject.path("minProperties").intValue(0) == 1
        && schemaOfObject.path("maxProperties").intValue(0) == 1;
  }

  private Text exactlyOne(Error error) {
    return Text.of("resources.exactly-one-of", allowed(error));
  }

  private static Text tooFew(Error error) {
    boolean empty = error.getSchemaNode().intValue(0) == 1;
    if (empty) {
      return Text.of("resources.empty");
    }
    return error.getKeyword().equals("minLength")
        ? Text.of("resources.too-short", argument(error, 0))
        : Text.of("resources.too-few", argument(error, 0));
  }

  private static Text tooMany(Error error) {
    return error.getKeyword().equals("maxLength")
        ? Text.of("resources.too-long", argument(error, 0))
        : Text.of("resources.too-many", argument(error, 0));
  }

  private static Text format(Error error) {
    return switch (argument(error, 0)) {
      case "resource-name" -> Text.of("resources.not-a-name", argument(error, 1));
      case "time-zone" -> Text.of("resources.not-a-time-zone", argument(error, 1));
      case "length-of-time" -> Text.of("resources.not-a-length-of-time", argument(error, 1));
      case "time-of-day" -> Text.of("resources.not-a-time-of-day", argument(error, 1));
      case "email" -> Text.of("resources.not-an-email", argument(error, 1));
      case "uri" -> Text.of("resources.not-a-uri", argument(error, 1));
      default -> Text.of("resources.not-of-format", argument(error, 1), argument(error, 0));
    };
  }

  /** {@code oneOf: [{required: [a]}, {required: [b]}]} says: exactly one of a, b. */
  private static Text choice(Error error) {
    var ways = new ArrayList<String>();
    for (var way : error.getSchemaNode()) {
      way.path("required").forEach(field -> ways.add(field.stringValue("")));
    }
    return ways.isEmpty()
        ? Text.of("resources.no-way-fits")
        : Text.of("resources.exactly-one-of", String.join(", ", ways));
  }

  private String allowed(Error error) {
    return String.join(", ", parent(error).path("properties").propertyNames());
  }

  /** The schema that holds the keyword which was not kept. */
  private JsonNode parent(Error error) {
    var keyword = error.getSchemaLocation().getFragment().toString();
    return json.at(keyword.substring(0, keyword.lastIndexOf('/')));
  }

  private static String values(JsonNode values) {
    if (!values.isArray()) {
      return values.asString();
    }
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asString)
        .collect(Collectors.joining(", "));
  }

  private static String argument(Error error, int index) {
    var arguments = error.getArguments();
    return index < arguments.length ? String.valueOf(arguments[index]) : "?";
  }

  private static String lastArgument(Error error) {
    return argument(error, error.getArguments().length - 1);
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A kind with its schema compiled: everything that is done with a spec alone. */
final class RegisteredKind<T> {
  private final Kind<T> kind;
  private final JsonNode schema;
  private final SchemaCheck check;
  private final List<SecretField> secrets;

  RegisteredKind(Kind<T> kind) {
    this.kind = kind;
    this.schema = schema(kind);
    this.check = new SchemaCheck(schema);
    this.secrets = SecretFields.of(schema);
  }

  Kind<T> kind() {
    return kind;
  }

  String name() {
    return kind.name();
  }

  JsonNode schema() {
    return schema;
  }

  List<SecretField> secrets() {
    return secrets;
  }

  /** The spec without the hashes of secrets: what anybody may see. */
  JsonNode open(JsonNode spec) {
    var open = spec.deepCopy();
    secrets.forEach(secret -> secret.remove(open));
    return open;
  }

  List<FieldMistake> schemaMistakes(JsonNode spec) {
    return check.mistakes(spec);
  }

  /** The spec as its owner's record. Throws {@link UnreadableSpec}: the schema should forbid it. */
  Object read(JsonNode spec) {
    try {
      return SpecJson.MAPPER.treeToValue(spec, kind.spec());
    } catch (JacksonException unreadable) {
      var field =
          unreadable.getPath().stream()
              .map(RegisteredKind::step)
              .collect(Collectors.joining("", FieldPath.SPEC, ""));
      throw new UnreadableSpec(field, unreadable);
    }
  }

  List<FieldMistake> ownerMistakes(Name name, Object spec, Snapshot whole) {
    var mistakes = new ArrayList<FieldMistake>();
    kind.check()
        .check(
            name,
            kind.spec().cast(spec),
            whole,
            (field, why) -> mistakes.add(new FieldMistake(FieldPath.inSpec(field), why)));
    return mistakes;
  }

  private static String step(JacksonException.Reference at) {
    return at.getPropertyName() == null ? "[" + at.getIndex() + "]" : "." + at.getPropertyName();
  }

  private static JsonNode schema(Kind<?> kind) {
    try (var stream = kind.spec().getResourceAsStream(kind.schemaPath())) {
      if (stream == null) {
        throw new IllegalStateException("kind " + kind + " has no schema " + kind.schemaPath());
      }
      return SpecJson.MAPPER.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the schema of " + kind, e);
    }
  }

  /** A spec that fits its schema and still does not fit its record. */
  static final class UnreadableSpec extends RuntimeException {
    private final FieldMistake mistake;

    UnreadableSpec(String field, JacksonException cause) {
      super(field + ": " + cause.getOriginalMessage(), cause);
      this.mistake =
          new FieldMistake(field, Text.of("resources.does-not-fit", cause.getOriginalMessage()));
    }

    FieldMistake mistake() {
      return mistake;
    }
  }
}

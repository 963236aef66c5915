package dev.siaga.resources;

import dev.siaga.kernel.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one document against what is stored of its resource: a {@link Wish}, or all mistakes. */
final class DocumentReading {
  private static final String KEPT = "kept";
  private final RegisteredKind<?> kind;
  private final ResourceKey key;
  private final @Nullable StoredResource existing;
  private final SecretBox box;
  private final List<FieldMistake> mistakes = new ArrayList<>();
  private final Set<String> keptFields = new HashSet<>();
  private final Map<String, byte[]> sealed = new HashMap<>();
  private final List<Change.Field> secretChanges = new ArrayList<>();

  DocumentReading(
      RegisteredKind<?> kind, ResourceKey key, @Nullable StoredResource existing, SecretBox box) {
    this.kind = kind;
    this.key = key;
    this.existing = existing;
    this.box = box;
  }

  List<FieldMistake> mistakes() {
    return mistakes;
  }

  Optional<Wish> read(int document, JsonNode written) {
    if (!(written.deepCopy() instanceof ObjectNode spec)) {
      mistakes.add(new FieldMistake(FieldPath.SPEC, Text.of("resources.missing")));
      return Optional.empty();
    }
    mistakes.addAll(SpecText.mistakes(spec));
    kind.secrets().forEach(secret -> completeWithKept(spec, secret));
    SpecText.dropNulls(spec);
    kind.schemaMistakes(spec).stream()
        .filter(mistake -> !keptFields.contains(mistake.field()))
        .forEach(mistakes::add);
    return mistakes.isEmpty() ? wish(document, spec) : Optional.empty();
  }

  private Optional<Wish> wish(int document, ObjectNode spec) {
    kind.secrets().forEach(secret -> store(spec, secret));
    try {
      return Optional.of(
          new Wish(document, key, spec, kind.read(spec), Map.copyOf(sealed), secretChanges));
    } catch (RegisteredKind.UnreadableSpec unreadable) {
      mistakes.add(unreadable.mistake());
      return Optional.empty();
    }
  }

  /** An absent secret is kept: a stand-in shows the schema that it is there. */
  private void completeWithKept(ObjectNode spec, SecretField secret) {
    var written = secret.in(spec);
    if (written.isEmpty()) {
      if (isStored(secret) && secret.hasParentIn(spec)) {
        secret.set(spec, KEPT);
        keptFields.add(FieldPath.inSpec(secret.text()));
      }
    } else if (written.get().isObject()) {
      secret.remove(spec);
      mistakes.add(
          new FieldMistake(FieldPath.inSpec(secret.text()), Text.of("resources.secret-reference")));
    }
  }

  private boolean isStored(SecretField secret) {
    return existing != null
        && (secret.hashed()
            ? secret.in(existing.spec()).isPresent()
            : existing.sealed().containsKey(secret.text()));
  }

  /** Takes a secret out of the spec into its box, or puts its hash in its place. */
  private void store(ObjectNode spec, SecretField secret) {
    var value = secret.in(spec).map(JsonNode::asString).orElse(null);
    if (keptFields.contains(FieldPath.inSpec(secret.text()))) {
      keep(spec, secret);
    } else if (secret.hashed()) {
      storeHash(spec, secret, value);
    } else {
      secret.remove(spec);
      seal(secret, value);
    }
  }

  private void keep(ObjectNode spec, SecretField secret) {
    if (existing == null) {
      return;
    }
    if (secret.hashed()) {
      secret.in(existing.spec()).ifPresent(hash -> secret.set(spec, hash.asString()));
      return;
    }
    secret.remove(spec);
    var kept = existing.sealed().get(secret.text());
    if (kept != null) {
      sealed.put(secret.text(), kept);
    }
  }

  private void storeHash(ObjectNode spec, SecretField secret, @Nullable String value) {
    var hash = value == null ? null : SecretBox.hash(value);
    if (hash != null) {
      secret.set(spec, hash);
    }
    var before =
        existing == null ? null : secret.in(existing.spec()).map(JsonNode::asString).orElse(null);
    noteChange(secret, before, hash);
  }

  private void seal(SecretField secret, @Nullable String value) {
    var kept = existing == null ? null : existing.sealed().get(secret.text());
    var before = kept == null ? null : box.open(key, secret.text(), kept);
    noteChange(secret, before, value);
    if (value != null && kept != null && value.equals(before)) {
      sealed.put(secret.text(), kept);
    } else if (value != null) {
      sealed.put(secret.text(), box.seal(key, secret.text(), value));
    }
  }

  private void noteChange(SecretField secret, @Nullable String before, @Nullable String after) {
    if (!Objects.equals(before, after)) {
      secretChanges.add(new Change.Field(FieldPath.inSpec(secret.text()), null, null, true));
    }
  }
}

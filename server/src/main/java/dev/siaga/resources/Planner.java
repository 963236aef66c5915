package dev.siaga.resources;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Decides what applying documents does to what is: all of it or nothing. No input or output. */
final class Planner {
  private final Registry registry;
  private final SecretBox box;

  Planner(Registry registry, SecretBox box) {
    this.registry = registry;
    this.box = box;
  }

  Plan plan(Current now, List<Document> documents) {
    return new Planning(now, documents).plan();
  }

  /** Taking a resource away is possible while no other needs it. */
  Plan planRemoval(Current now, StoredResource resource) {
    var key = resource.key();
    var after = without(now.snapshot(), key);
    var mistakes = new WholeCheck(registry).newMistakes(now.snapshot(), after, Set.of());
    if (!mistakes.isEmpty()) {
      return new Plan.Mistaken(mistakes);
    }
    int version = resource.revision().number() + 1;
    var change = new Change(key.kind(), key.name(), Change.What.REMOVED, version, List.of());
    return new Plan.Ready(List.of(new Plan.Step(key, change, resource.spec(), Map.of())));
  }

  private Snapshot without(Snapshot snapshot, ResourceKey key) {
    return registry
        .find(key.kind())
        .map(kind -> snapshot.without(kind.kind(), key.name()))
        .orElse(snapshot);
  }

  /** One planning: what was found out so far. */
  private final class Planning {
    private final Current now;
    private final List<Document> documents;
    private final Map<ResourceKey, Integer> declared = new HashMap<>();
    private final Set<ResourceKey> mistaken = new HashSet<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    Planning(Current now, List<Document> documents) {
      this.now = now;
      this.documents = documents;
    }

    Plan plan() {
      for (int i = 0; i < documents.size(); i++) {
        read(i, documents.get(i));
      }
      checkTheWhole();
      if (!mistakes.isEmpty()) {
        mistakes.sort(Comparator.comparingInt(Mistake::document));
        return new Plan.Mistaken(mistakes);
      }
      return new Plan.Ready(wishes.stream().map(this::step).toList());
    }

    private void read(int index, Document document) {
      var kind = registry.find(document.kind());
      if (kind.isEmpty()) {
        var kinds = String.join(", ", registry.names());
        mistake(index, "kind", Text.of("resources.unknown-kind", document.kind(), kinds));
        return;
      }
      if (!Name.isValid(document.name())) {
        mistake(index, "name", Text.of("resources.not-a-name", document.name()));
        return;
      }
      var key = new ResourceKey(document.kind(), new Name(document.name()));
      var first = declared.putIfAbsent(key, index);
      if (first != null) {
        mistake(index, "name", Text.of("resources.declared-twice", place(documents.get(first))));
        return;
      }
      readSpec(index, kind.get(), key, document.spec());
    }

    private void readSpec(int index, RegisteredKind<?> kind, ResourceKey key, JsonNode spec) {
      var reading = new DocumentReading(kind, key, now.find(key).orElse(null), box);
      reading.read(index, spec).ifPresentOrElse(wishes::add, () -> mistaken.add(key));
      reading.mistakes().forEach(m -> mistake(index, m.field(), m.why()));
    }

    private void checkTheWhole() {
      var places = new HashMap<ResourceKey, Integer>();
      wishes.forEach(wish -> places.put(wish.key(), wish.document()));
      for (var found : new WholeCheck(registry).newMistakes(now.snapshot(), after(), mistaken)) {
        var place = places.get(new ResourceKey(found.kind(), new Name(found.name())));
        if (place == null) {
          mistakes.add(found);
        } else {
          mistake(place, found.field(), found.why());
        }
      }
    }

    private Snapshot after() {
      var after = new Snapshot.Building(now.snapshot());
      for (var wish : wishes) {
        var key = wish.key();
        after.put(key.kind(), key.name(), wish.read(), now.lastVersion(key) + 1);
      }
      return after.built(now.snapshot().version() + 1);
    }

    private Plan.Step step(Wish wish) {
      var existing = now.find(wish.key());
      var fields = existing.map(stored -> differences(stored, wish)).orElse(List.of());
      var what =
          existing.isEmpty()
              ? Change.What.CREATED
              : fields.isEmpty() ? Change.What.UNCHANGED : Change.What.CHANGED;
      int last = now.lastVersion(wish.key());
      int version = what == Change.What.UNCHANGED ? last : last + 1;
      var change = new Change(wish.key().kind(), wish.key().name(), what, version, fields);
      return new Plan.Step(wish.key(), change, wish.spec(), wish.sealed());
    }

    private List<Change.Field> differences(StoredResource stored, Wish wish) {
      var fields =
          new ArrayList<>(
              Diff.of(open(stored.key(), stored.spec()), open(wish.key(), wish.spec())));
      fields.addAll(wish.secretChanges());
      return fields;
    }

    /** The spec without its hashes: what anybody may see. */
    private JsonNode open(ResourceKey key, JsonNode spec) {
      return registry.find(key.kind()).map(kind -> kind.open(spec)).orElse(spec);
    }

    private void mistake(int index, String field, Text why) {
      var document = documents.get(index);
      mistakes.add(
          new Mistake(
              index,
              document.file(),
              document.line(),
              document.kind(),
              document.name(),
              field,
              why));
    }

    private static String place(Document document) {
      return document.file().isEmpty()
          ? document.kind() + " " + document.name()
          : document.file() + ":" + document.line();
    }
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All configuration: read from memory, changed all or nothing, every version kept with who and why.
 *
 * <p>A change locks one row, so nodes change configuration one after the other and none loses what
 * the other did; the others then read it anew.
 */
public final class Resources {
  public static final int WHY_LENGTH_MAX = 1_000;
  private static final String CHANNEL = "resources";

  private final Database database;
  private final InstantSource clock;
  private final Registry registry;
  private final SecretBox box;
  private final Planner planner;
  private final ResourceStore store = new ResourceStore();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, RemovalGuard> guards = new ConcurrentHashMap<>();
  private volatile Current current;

  public Resources(Database database, InstantSource clock, List<Kind<?>> kinds) {
    this.database = database;
    this.clock = clock;
    this.registry = new Registry(kinds);
    this.box = new SecretBox(database.secrets());
    this.planner = new Planner(registry, box);
    this.current = database.read("reading configuration", this::read);
    database.signals().on(CHANNEL, _ -> refresh());
  }

  public Snapshot snapshot() {
    return current.snapshot();
  }

  /** Called, after the snapshot is the new one, on the thread that noticed: it must be quick. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** At most one a kind: who keeps more about a resource than its spec. */
  public void guardRemoval(Kind<?> kind, RemovalGuard guard) {
    if (guards.put(kind.name(), guard) != null) {
      throw new IllegalStateException("the removal of " + kind + " has a guard already");
    }
  }

  /** Creates and changes what the documents say; what they do not name stays as it is. */
  public Outcome apply(List<Document> documents, Actor by, String why, boolean dryRun) {
    if (documents.size() > Document.COUNT_MAX) {
      return invalid("documents", Text.of("resources.too-many-documents", Document.COUNT_MAX));
    }
    return changing(tx -> {
      var now = locked(tx);
      return write(tx, now, planner.plan(now, documents), new Author(by, why), dryRun);
    });
  }

  /**
   * Creates or changes one resource.
   *
   * @param expected the version that the change was made from, 0 for a resource that must not exist
   *     yet; absent when it does not matter
   */
  public Outcome put(Document document, Actor by, String why, @Nullable Integer expected) {
    return changing(tx -> {
      var now = locked(tx);
      var refusal = unexpected(now, document.kind(), document.name(), expected);
      return refusal.isPresent()
          ? new Outcome.Refused(refusal.get())
          : write(tx, now, planner.plan(now, List.of(document)), new Author(by, why), false);
    });
  }

  /** Takes one resource away; refused while another needs it. */
  public Outcome remove(String kind, Name name, Actor by, String why, @Nullable Integer expected) {
    return changing(tx -> {
      var now = locked(tx);
      var found = now.find(new ResourceKey(kind, name));
      if (found.isEmpty()) {
        return new Outcome.Refused(notFound(kind, name.value()));
      }
      var refusal = unexpected(now, kind, name.value(), expected);
      return refusal.isPresent()
          ? new Outcome.Refused(refusal.get())
          : removed(tx, now, found.get(), new Author(by, why));
    });
  }

  /** All resources, or those of one kind, by kind and name. */
  public List<Resource> list(@Nullable String kind) {
    var order = registry.names();
    return current.stored().values().stream()
        .filter(resource -> !resource.removed())
        .filter(resource -> kind == null || resource.key().kind().equals(kind))
        .filter(resource -> registry.find(resource.key().kind()).isPresent())
        .sorted(
            Comparator.<StoredResource>comparingInt(r -> order.indexOf(r.key().kind()))
                .thenComparing(r -> r.key().name()))
        .map(this::shown)
        .toList();
  }

  public Optional<Resource> get(String kind, Name name) {
    return current.find(new ResourceKey(kind, name)).map(this::shown);
  }

  /** The latest first. */
  public Page<ResourceVersion> versions(String kind, Name name, Part part) {
    var key = new ResourceKey(kind, name);
    return database.read(
        "reading versions of " + key,
        handle ->
            part.of(store.versions(handle, key, part))
                .map(v ->
                    new ResourceVersion(
                        v.revision(), v.removed(), open(key, v.spec()), v.fields())));
  }

  /** A resource as it was at a version that somebody pinned. */
  public <T> Optional<T> at(Kind<T> kind, Name name, int version) {
    if (snapshot().versionOf(kind, name) == version) {
      return snapshot().find(kind, name);
    }
    var key = new ResourceKey(kind.name(), name);
    return database
        .read("reading " + key, handle -> store.specAt(handle, key, version))
        .flatMap(spec -> registry.find(kind.name()).map(known -> known.read(spec)))
        .map(kind.spec()::cast);
  }

  /**
   * The plain text of a sealed secret.
   *
   * @param field within the spec, as in {@code email.password}
   */
  public Optional<String> secret(Kind<?> kind, Name name, String field) {
    var key = new ResourceKey(kind.name(), name);
    return current
        .find(key)
        .flatMap(resource -> Optional.ofNullable(resource.sealed().get(field)))
        .map(sealed -> box.open(key, field, sealed));
  }

  /** The form in which a secret that is only hashed is compared and looked up. */
  public static String hash(String plain) {
    return SecretBox.hash(plain);
  }

  public List<String> kinds() {
    return registry.names();
  }

  public Optional<JsonNode> schema(String kind) {
    return registry.find(kind).map(RegisteredKind::schema);
  }

  /** Reads configuration anew when another node changed it. */
  public void refresh() {
    var version = database.read("reading the version of configuration", store::readVersion);
    if (version == snapshot().version()) {
      return;
    }
    if (replace(database.read("reading configuration", this::read))) {
      listeners.forEach(Runnable::run);
    }
  }

  private synchronized boolean replace(Current read) {
    if (read.snapshot().version() <= current.snapshot().version()) {
      return false;
    }
    current = read;
    return true;
  }

  private Outcome changing(Database.Work<Outcome> work) {
    var outcome = database.inTransaction("changing configuration", work);
    if (outcome instanceof Outcome.Applied applied && !applied.dryRun()) {
      refresh();
    }
    return outcome;
  }

  /** Configuration as it is, with nobody else changing it. */
  private Current locked(Handle tx) {
    var version = store.lockVersion(tx);
    var known = current;
    return known.snapshot().version() == version ? known : read(tx, version);
  }

  private Current read(Handle handle) {
    return read(handle, store.readVersion(handle));
  }

  private Current read(Handle handle, long version) {
    return Current.read(registry, version, store.readAll(handle));
  }

  private Outcome write(Handle tx, Current now, Plan plan, Author author, boolean dryRun) {
    return switch (plan) {
      case Plan.Mistaken(var mistakes) -> new Outcome.Mistaken(mistakes);
      case Plan.Ready ready when dryRun || ready.writes().isEmpty() ->
          new Outcome.Applied(ready.changes(), dryRun, now.snapshot().version());
      case Plan.Ready ready -> {
        var version = now.snapshot().version() + 1;
        var at = clock.instant();
        for (var step : ready.writes()) {
          store.write(
              tx, new ResourceStore.Written(step, version, at, author.by.text(), author.why));
        }
        store.writeVersion(tx, version);
        database.signals().send(tx, CHANNEL, Long.toString(version));
        yield new Outcome.Applied(ready.changes(), false, version);
      }
    };
  }

  private Outcome removed(Handle tx, Current now, StoredResource resource, Author author) {
    var plan = planner.planRemoval(now, resource);
    if (plan instanceof Plan.Mistaken(var mistakes)) {
      var needing =
          mistakes.stream()
              .map(m -> m.kind() + " " + m.name() + " (" + m.field() + ")")
              .distinct()
              .collect(Collectors.joining(", "));
      var key = resource.key();
      return new Outcome.Refused(
          new Refusal.Conflict(Text.of("resources.in-use", key.kind(), key.name(), needing)));
    }
    // Last of all: a guard that agrees may delete what belongs to the resource.
    var refusal = guarded(tx, resource.key().kind(), resource.key().name());
    return refusal.isPresent()
        ? new Outcome.Refused(refusal.get())
        : write(tx, now, plan, author, false);
  }

  private Optional<Refusal> guarded(Handle tx, String kind, Name name) {
    return Optional.ofNullable(guards.get(kind))
        .flatMap(guard -> guard.removing(tx, name))
        .map(Refusal.Conflict::new);
  }

  private static Optional<Refusal> unexpected(
      Current now, String kind, String name, @Nullable Integer expected) {
    if (expected == null || !Name.isValid(name)) {
      return Optional.empty();
    }
    var found = now.find(new ResourceKey(kind, new Name(name)));
    int version = found.map(resource -> resource.revision().number()).orElse(0);
    if (version == expected) {
      return Optional.empty();
    }
    return Optional.of(
        expected == 0
            ? new Refusal.Conflict(Text.of("resources.exists-already", kind, name))
            : new Refusal.Conflict(Text.of("resources.changed-meanwhile", kind, name, version)));
  }

  private static Refusal notFound(String kind, String name) {
    return new Refusal.NotFound(Text.of("resources.not-found", kind, name));
  }

  private static Outcome invalid(String field, Text why) {
    return new Outcome.Refused(new Refusal.Invalid(field, why));
  }

  private Resource shown(StoredResource resource) {
    var key = resource.key();
    var secrets = new ArrayList<String>();
    registry
        .find(key.kind())
        .map(RegisteredKind::secrets)
        .orElse(List.of())
        .forEach(secret -> {
          boolean isSet =
              secret.hashed()
                  ? secret.in(resource.spec()).isPresent()
                  : resource.sealed().containsKey(secret.text());
          if (isSet) {
            secrets.add(FieldPath.inSpec(secret.text()));
          }
        });
    return new Resource(
        key.kind(), key.name(), open(key, resource.spec()), secrets, resource.revision());
  }

  private JsonNode open(ResourceKey key, JsonNode spec) {
    return registry
        .find(key.kind())
        .map(kind -> new SpecOrder(kind.schema()).of(kind.open(spec)))
        .orElse(spec);
  }

  /** Who changes configuration, and why. */
  private record Author(Actor by, String why) {
    Author {
      var clean = why.replace('\0', ' ').strip();
      why = clean.substring(0, Math.min(clean.length(), WHY_LENGTH_MAX));
    }
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Name;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All configuration as it was at one moment, in memory: decisions that need several resources see
 * them agree with each other.
 *
 * @param version grows with each apply; 0 is the empty configuration of a new installation
 * @param specs by kind and name
 * @param versions of each resource by itself, counted from 1
 */
public record Snapshot(
    long version,
    Map<String, SortedMap<Name, Object>> specs,
    Map<String, Map<Name, Integer>> versions) {
  public static final Snapshot EMPTY = new Snapshot(0, Map.of(), Map.of());

  public Snapshot {
    specs = Map.copyOf(specs);
    versions = Map.copyOf(versions);
  }

  /** All resources of a kind, in the order of their names. */
  @SuppressWarnings("unchecked") // whatever is under the name of a kind was read as its spec
  public <T> SortedMap<Name, T> all(Kind<T> kind) {
    return (SortedMap<Name, T>) of(kind.name());
  }

  public <T> Optional<T> find(Kind<T> kind, Name name) {
    return Optional.ofNullable(of(kind.name()).get(name)).map(kind.spec()::cast);
  }

  public boolean exists(String kind, Name name) {
    return of(kind).containsKey(name);
  }

  /** The version of one resource, to be pinned and read again later; 0 when it is not there. */
  public int versionOf(Kind<?> kind, Name name) {
    return versionOf(kind.name(), name);
  }

  /** The same with one resource more, or another spec for it. */
  public <T> Snapshot with(Kind<T> kind, Name name, T spec) {
    var change = new Building(this);
    change.put(kind.name(), name, spec, versionOf(kind, name) + 1);
    return change.built(version + 1);
  }

  public Snapshot without(Kind<?> kind, Name name) {
    var change = new Building(this);
    change.remove(kind.name(), name);
    return change.built(version + 1);
  }

  int versionOf(String kind, Name name) {
    return versions.getOrDefault(kind, Map.of()).getOrDefault(name, 0);
  }

  @Nullable Object spec(String kind, Name name) {
    return of(kind).get(name);
  }

  private SortedMap<Name, Object> of(String kind) {
    return specs.getOrDefault(kind, Collections.emptySortedMap());
  }

  /** Makes a snapshot out of another; copies only the kinds that it touches. */
  static final class Building {
    private final Snapshot from;
    private final Map<String, SortedMap<Name, Object>> specs = new HashMap<>();
    private final Map<String, Map<Name, Integer>> versions = new HashMap<>();

    Building(Snapshot from) {
      this.from = from;
    }

    void put(String kind, Name name, Object spec, int version) {
      specs.computeIfAbsent(kind, this::specsOf).put(name, spec);
      versions.computeIfAbsent(kind, this::versionsOf).put(name, version);
    }

    void remove(String kind, Name name) {
      specs.computeIfAbsent(kind, this::specsOf).remove(name);
      versions.computeIfAbsent(kind, this::versionsOf).remove(name);
    }

    Snapshot built(long version) {
      var allSpecs = new HashMap<>(from.specs);
      specs.forEach((kind, of) -> allSpecs.put(kind, Collections.unmodifiableSortedMap(of)));
      var allVersions = new HashMap<>(from.versions);
      versions.forEach((kind, of) -> allVersions.put(kind, Collections.unmodifiableMap(of)));
      return new Snapshot(version, allSpecs, allVersions);
    }

    private SortedMap<Name, Object> specsOf(String kind) {
      return new TreeMap<>(from.of(kind));
    }

    private Map<Name, Integer> versionsOf(String kind) {
      return new HashMap<>(from.versions.getOrDefault(kind, Map.of()));
    }
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Name;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All configuration as it was at one moment, in memory: decisions that need several resources see
 * them agree with each other.
 *
 * @param version grows with each apply; 0 is the empty configuration of a new installation
 */
public record Snapshot(long version, Map<String, SortedMap<Name, Entry>> entries) {
  public static final Snapshot EMPTY = new Snapshot(0, Map.of());

  /**
   * One resource as its owner reads it.
   *
   * @param version counts the changes of this one resource, from 1
   */
  public record Entry(Object spec, int version) {}

  public Snapshot {
    entries = Map.copyOf(entries);
  }

  /** All resources of a kind, in the order of their names. A copy: ask once and keep it. */
  public <T> SortedMap<Name, T> all(Kind<T> kind) {
    var all = new TreeMap<Name, T>();
    of(kind.name()).forEach((name, entry) -> all.put(name, kind.spec().cast(entry.spec())));
    return all;
  }

  public <T> Optional<T> find(Kind<T> kind, Name name) {
    return Optional.ofNullable(of(kind.name()).get(name))
        .map(entry -> kind.spec().cast(entry.spec()));
  }

  public boolean exists(String kind, Name name) {
    return of(kind).containsKey(name);
  }

  /** The version of one resource, to be pinned and read again later; 0 when it is not there. */
  public int versionOf(Kind<?> kind, Name name) {
    var entry = of(kind.name()).get(name);
    return entry == null ? 0 : entry.version();
  }

  /** The same with one resource more, or another spec for it. */
  public <T> Snapshot with(Kind<T> kind, Name name, T spec) {
    var resources = new TreeMap<>(of(kind.name()));
    resources.put(name, new Entry(spec, versionOf(kind, name) + 1));
    return replacing(kind.name(), resources);
  }

  public Snapshot without(Kind<?> kind, Name name) {
    var resources = new TreeMap<>(of(kind.name()));
    resources.remove(name);
    return replacing(kind.name(), resources);
  }

  private Snapshot replacing(String kind, SortedMap<Name, Entry> resources) {
    var all = new HashMap<>(entries);
    all.put(kind, Collections.unmodifiableSortedMap(resources));
    return new Snapshot(version + 1, all);
  }

  private SortedMap<Name, Entry> of(String kind) {
    return entries.getOrDefault(kind, Collections.emptySortedMap());
  }
}

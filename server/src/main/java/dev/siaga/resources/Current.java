package dev.siaga.resources;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All configuration at one version: as stored, and as its owners read it. */
record Current(Map<ResourceKey, StoredResource> stored, Snapshot snapshot) {
  private static final Logger LOG = LoggerFactory.getLogger(Current.class);

  Current {
    stored = Map.copyOf(stored);
  }

  /**
   * A resource that this program cannot read (its kind is gone, its form changed) is left out with
   * an error in the log: the others must go on waking people.
   */
  static Current read(Registry registry, long version, Collection<StoredResource> resources) {
    var stored = new HashMap<ResourceKey, StoredResource>();
    var specs = new Snapshot.Building(Snapshot.EMPTY);
    for (var resource : resources) {
      var key = resource.key();
      stored.put(key, resource);
      spec(registry, resource)
          .ifPresent(s -> specs.put(key.kind(), key.name(), s, resource.revision().number()));
    }
    return new Current(stored, specs.built(version));
  }

  /** What is there now; a removed one is not. */
  Optional<StoredResource> find(ResourceKey key) {
    return Optional.ofNullable(stored.get(key)).filter(resource -> !resource.removed());
  }

  int lastVersion(ResourceKey key) {
    var resource = stored.get(key);
    return resource == null ? 0 : resource.revision().number();
  }

  private static Optional<Object> spec(Registry registry, StoredResource resource) {
    if (resource.removed()) {
      return Optional.empty();
    }
    try {
      var spec = registry.find(resource.key().kind()).map(kind -> kind.read(resource.spec()));
      if (spec.isEmpty()) {
        LOG.error("{} is of a kind that this program does not know", resource.key());
      }
      return spec;
    } catch (RegisteredKind.UnreadableSpec unreadable) {
      LOG.error("{} cannot be read and is left out", resource.key(), unreadable);
      return Optional.empty();
    }
  }
}

package dev.siaga.catalog;

import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.resources.Resources;
import dev.siaga.resources.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which service something belongs to, and which team looks after it. */
public final class Catalog {
  private static final String SERVICE_LABEL = "service";
  private final Resources resources;
  private volatile Routing routing = Routing.of(Snapshot.EMPTY);

  public Catalog(Resources resources) {
    this.resources = resources;
  }

  /**
   * The service of an alert: the one that its label {@code service} names, else the one that it
   * matches in most labels (of equals the first by name), else the default. Empty means nobody's,
   * which must never mean silence.
   */
  public Optional<Name> route(Labels labels, @Nullable Name defaultService) {
    var snapshot = resources.snapshot();
    return named(snapshot, labels.get(SERVICE_LABEL))
        .or(() -> routing(snapshot).match(labels))
        .or(() -> Optional.ofNullable(defaultService).filter(name -> exists(snapshot, name)));
  }

  public Optional<ServiceSpec> service(Name name) {
    return resources.snapshot().find(ServiceSpec.KIND, name);
  }

  public Optional<Name> teamOf(Name service) {
    return service(service).map(ServiceSpec::team);
  }

  private static Optional<Name> named(Snapshot snapshot, String label) {
    return Optional.of(label)
        .filter(Name::isValid)
        .map(Name::new)
        .filter(name -> exists(snapshot, name));
  }

  private static boolean exists(Snapshot snapshot, Name name) {
    return snapshot.exists(ServiceSpec.KIND.name(), name);
  }

  /** Made anew when configuration changed; two threads may both make it, to no harm. */
  private Routing routing(Snapshot snapshot) {
    var known = routing;
    if (known.snapshot().version() != snapshot.version()) {
      known = Routing.of(snapshot);
      routing = known;
    }
    return known;
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Lets the owner of each kind check every resource against all others. */
final class WholeCheck {
  private static final String NO_SUCH = "resources.no-such";
  private final Registry registry;

  WholeCheck(Registry registry) {
    this.registry = registry;
  }

  /**
   * What would be wrong afterwards and is not wrong already: a check that became stricter with an
   * update of Siaga must not stand in the way of an unrelated change.
   *
   * @param mistaken resources whose documents have mistakes of their own: that others refer to them
   *     is not reported as well
   */
  List<Mistake> newMistakes(Snapshot before, Snapshot after, Set<ResourceKey> mistaken) {
    var mistakes = mistakes(after);
    mistakes.removeIf(mistake -> refersToOneOf(mistaken, mistake));
    if (!mistakes.isEmpty()) {
      var unchanged = new HashSet<>(mistakes(before));
      mistakes.removeIf(m -> unchanged.contains(m) && isSame(before, after, m));
    }
    return mistakes;
  }

  private List<Mistake> mistakes(Snapshot whole) {
    var mistakes = new ArrayList<Mistake>();
    whole
        .specs()
        .forEach((kind, specs) ->
            registry.find(kind).ifPresent(known -> check(known, specs, whole, mistakes)));
    return mistakes;
  }

  private static void check(
      RegisteredKind<?> kind, Map<Name, Object> specs, Snapshot whole, List<Mistake> mistakes) {
    specs.forEach((name, spec) ->
        kind.ownerMistakes(name, spec, whole)
            .forEach(found -> mistakes.add(mistake(kind, name, found))));
  }

  private static Mistake mistake(RegisteredKind<?> kind, Name name, FieldMistake found) {
    return new Mistake(
        Mistake.OF_ANOTHER_RESOURCE, "", 0, kind.name(), name.value(), found.field(), found.why());
  }

  private static boolean refersToOneOf(Set<ResourceKey> mistaken, Mistake mistake) {
    var why = mistake.why();
    return why.key().equals(NO_SUCH)
        && mistaken.contains(new ResourceKey(why.args().get(0), new Name(why.args().get(1))));
  }

  private static boolean isSame(Snapshot before, Snapshot after, Mistake mistake) {
    var name = new Name(mistake.name());
    return Objects.equals(before.spec(mistake.kind(), name), after.spec(mistake.kind(), name));
  }
}

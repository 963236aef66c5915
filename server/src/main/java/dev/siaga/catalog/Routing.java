package dev.siaga.catalog;

import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.resources.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The matches of all services, found by one of their labels: an alert is held only against those
 * that share it, however many services there are. Pure.
 */
record Routing(Snapshot snapshot, Map<String, Map<String, List<Match>>> matches) {
  /** All these labels equal: the alert belongs to the service. */
  record Match(Name service, Map<String, String> labels) {
    boolean matches(Labels alert) {
      return labels.entrySet().stream()
          .allMatch(label -> alert.get(label.getKey()).equals(label.getValue()));
    }
  }

  private static final Comparator<Match> BEST_FIRST =
      Comparator.<Match>comparingInt(match -> -match.labels().size()).thenComparing(Match::service);

  static Routing of(Snapshot snapshot) {
    var matches = new HashMap<String, Map<String, List<Match>>>();
    snapshot
        .all(ServiceSpec.KIND)
        .forEach((name, service) ->
            service.matches().forEach(labels -> add(matches, new Match(name, labels))));
    return new Routing(snapshot, Map.copyOf(matches));
  }

  Optional<Name> match(Labels alert) {
    return alert.map().entrySet().stream()
        .flatMap(label ->
            matches
                .getOrDefault(label.getKey(), Map.of())
                .getOrDefault(label.getValue(), List.of())
                .stream())
        .filter(match -> match.matches(alert))
        .min(BEST_FIRST)
        .map(Match::service);
  }

  private static void add(Map<String, Map<String, List<Match>>> matches, Match match) {
    if (match.labels().isEmpty()) {
      return;
    }
    var first = new TreeMap<>(match.labels()).firstEntry();
    matches
        .computeIfAbsent(first.getKey(), _ -> new HashMap<>())
        .computeIfAbsent(first.getValue(), _ -> new ArrayList<>())
        .add(match);
  }
}

package dev.siaga.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.resources.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class Routing_by_labels {
  @Test
  void finds_the_service_whose_labels_are_all_equal() {
    var shop = service(List.of(Map.of("job", "shop"), Map.of("namespace", "web", "app", "shop")));
    var routing = Routing.of(Snapshot.EMPTY.with(ServiceSpec.KIND, new Name("shop"), shop));
    assertThat(match(routing, Map.of("job", "shop", "x", "y"))).contains("shop");
    assertThat(match(routing, Map.of("namespace", "web", "app", "shop"))).contains("shop");
    assertThat(match(routing, Map.of("namespace", "web"))).isEmpty();
    assertThat(match(routing, Map.of())).isEmpty();
  }

  @Test
  void prefers_the_most_exact_match_then_the_first_name() {
    var routing =
        Routing.of(
            Snapshot.EMPTY
                .with(ServiceSpec.KIND, new Name("z"), service(Map.of("job", "a", "env", "b")))
                .with(ServiceSpec.KIND, new Name("c"), service(Map.of("job", "a")))
                .with(ServiceSpec.KIND, new Name("b"), service(Map.of("job", "a"))));
    assertThat(match(routing, Map.of("job", "a", "env", "b"))).contains("z");
    assertThat(match(routing, Map.of("job", "a"))).contains("b");
  }

  /** Against trying every match one after the other. */
  @Test
  void finds_what_a_search_through_all_finds() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      var snapshot = Snapshot.EMPTY;
      for (int i = 0; i < random.nextInt(8); i++) {
        var matches = new ArrayList<Map<String, String>>();
        for (int m = 0; m < random.nextInt(3); m++) {
          matches.add(labels(random, 1));
        }
        snapshot =
            snapshot.with(
                ServiceSpec.KIND,
                new Name("s" + i),
                new ServiceSpec("S", new Name("t"), null, matches, List.of()));
      }
      var alert = Labels.of(labels(random, 0));
      assertThat(Routing.of(snapshot).match(alert))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(searched(snapshot, alert));
    }
  }

  private static Optional<Name> searched(Snapshot snapshot, Labels alert) {
    var fitting = new ArrayList<Routing.Match>();
    snapshot
        .all(ServiceSpec.KIND)
        .forEach((name, service) ->
            service.matches().stream()
                .map(labels -> new Routing.Match(name, labels))
                .filter(match -> match.matches(alert))
                .forEach(fitting::add));
    return fitting.stream()
        .sorted(Comparator.comparing(Routing.Match::service))
        .max(Comparator.comparingInt((Routing.Match match) -> match.labels().size()))
        .flatMap(best ->
            fitting.stream()
                .filter(match -> match.labels().size() == best.labels().size())
                .map(Routing.Match::service)
                .min(Comparator.naturalOrder()));
  }

  private static Map<String, String> labels(Random random, int least) {
    var labels = new TreeMap<String, String>();
    int count = least + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      labels.put("l" + random.nextInt(3), "v" + random.nextInt(2));
    }
    return labels;
  }

  private static ServiceSpec service(Map<String, String> match) {
    return service(List.of(match));
  }

  private static ServiceSpec service(List<Map<String, String>> matches) {
    return new ServiceSpec("S", new Name("team"), null, matches, List.of());
  }

  private static Optional<String> match(Routing routing, Map<String, String> labels) {
    return routing.match(Labels.of(labels)).map(Name::value);
  }
}

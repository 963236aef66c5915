package dev.siaga.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From one instant to another, without the second one. */
record Span(Instant from, Instant to) {
  boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  /** The same time in order and without overlap: what touches becomes one. */
  static List<Span> merged(List<Span> spans) {
    var merged = new ArrayList<Span>();
    spans.stream()
        .sorted(Comparator.comparing(Span::from))
        .forEach(next -> {
          if (merged.isEmpty() || merged.getLast().to().isBefore(next.from())) {
            merged.add(next);
            return;
          }
          var before = merged.removeLast();
          merged.add(new Span(before.from(), later(before.to(), next.to())));
        });
    return merged;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}

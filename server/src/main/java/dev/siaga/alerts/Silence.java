package dev.siaga.alerts;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Labels;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A time in which alerts that meet all matchers are recorded instead of paging. */
public record Silence(
    UUID id,
    List<Matcher> matchers,
    String reason,
    Actor author,
    Instant startsAt,
    Instant endsAt) {
  public static final int MATCHERS_MAX = 20;
  public static final int REASON_CHARS_MAX = 500;

  public Silence {
    matchers = List.copyOf(matchers);
  }

  boolean isActive(Instant at) {
    return !at.isBefore(startsAt) && at.isBefore(endsAt);
  }

  /** The same, with its regular expressions compiled once. */
  Compiled compile() {
    return new Compiled(this, matchers.stream().map(Matcher::compile).toList());
  }

  /** A silence ready to be held against many alerts. */
  record Compiled(Silence silence, List<Matcher.Test> tests) {
    boolean covers(Labels labels, Instant at) {
      return silence.isActive(at) && tests.stream().allMatch(test -> test.holds(labels));
    }
  }
}

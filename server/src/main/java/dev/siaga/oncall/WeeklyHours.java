package dev.siaga.oncall;

import dev.siaga.oncall.SupportHoursSpec.Block;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Working hours that repeat weekly, in one zone: inside or outside, and until when. */
final class WeeklyHours {
  /** A block may begin yesterday, and a zone may skip a whole day (Apia did). */
  private static final int DAYS_BEFORE = 3;

  /** A week, and what a skipped day or a change of summer time may add to it. */
  private static final int DAYS_AFTER = 16;

  private final ZoneId zone;
  private final List<Block> blocks;

  WeeklyHours(SupportHoursSpec spec) {
    this.zone = spec.timeZone();
    this.blocks = spec.weekly();
  }

  boolean inside(Instant at) {
    return spans(at, DAYS_BEFORE, 1).anyMatch(span -> span.holds(at));
  }

  /** When inside becomes outside, or outside inside; absent when it never does. */
  Optional<Instant> changes(Instant at) {
    var horizon = first(at, DAYS_AFTER);
    var merged = Span.merged(spans(at, DAYS_BEFORE, DAYS_AFTER).toList());
    return merged.stream()
        .filter(span -> span.to().isAfter(at))
        .findFirst()
        .map(span -> span.holds(at) ? span.to() : span.from())
        .filter(change -> change.isBefore(horizon));
  }

  private Instant first(Instant at, int days) {
    return WallClock.first(date(at).plusDays(days).atStartOfDay(), zone);
  }

  private Stream<Span> spans(Instant at, int before, int after) {
    var today = date(at);
    return today.minusDays(before).datesUntil(today.plusDays(after + 1L)).flatMap(this::spansOf);
  }

  private Stream<Span> spansOf(LocalDate date) {
    return blocks.stream()
        .filter(block -> block.on(date.getDayOfWeek()))
        .map(block -> span(block, date))
        .filter(span -> span.from().isBefore(span.to()));
  }

  private Span span(Block block, LocalDate date) {
    var end = block.overMidnight() ? date.plusDays(1) : date;
    return new Span(
        WallClock.first(block.from().on(date), zone), WallClock.last(block.to().on(end), zone));
  }

  private LocalDate date(Instant at) {
    return at.atZone(zone).toLocalDate();
  }
}

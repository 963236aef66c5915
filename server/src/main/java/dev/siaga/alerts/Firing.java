package dev.siaga.alerts;

import dev.siaga.incidents.AlertEnd;
import dev.siaga.kernel.FiringId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One firing of an alert, from its start to its end.
 *
 * @param judgement what the gate said when it began
 * @param resumed how often it fired again so soon after its end that it is the same firing
 */
public record Firing(
    FiringId id,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable AlertEnd how,
    Judgement judgement,
    int resumed) {
  public boolean isOpen() {
    return endedAt == null;
  }

  /** Ended by its sender's silence: nobody has said that it is over. */
  public boolean isSilent() {
    return how == AlertEnd.LAPSED;
  }

  Firing startedAt(Instant earlier) {
    return new Firing(id, earlier, endedAt, how, judgement, resumed);
  }

  Firing ended(Instant at, AlertEnd as) {
    return new Firing(
        id, startedAt, at.isBefore(startedAt) ? startedAt : at, as, judgement, resumed);
  }

  Firing judged(Judgement again) {
    return new Firing(id, startedAt, endedAt, how, again, resumed);
  }

  Firing goesOn() {
    return new Firing(id, startedAt, null, null, judgement, resumed + 1);
  }
}

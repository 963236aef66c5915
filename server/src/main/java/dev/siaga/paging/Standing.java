package dev.siaga.paging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.siaga.incidents.RoundCause;
import java.time.Instant;
import java.util.Optional;

/** How paging stands for one incident. Stored: add kinds, never rename one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Standing.Idle.class, name = "idle"),
  @JsonSubTypes.Type(value = Standing.Held.class, name = "held"),
  @JsonSubTypes.Type(value = Standing.AwaitingTap.class, name = "awaiting-tap"),
  @JsonSubTypes.Type(value = Standing.Running.class, name = "running"),
  @JsonSubTypes.Type(value = Standing.Paused.class, name = "paused"),
  @JsonSubTypes.Type(value = Standing.Exhausted.class, name = "exhausted")
})
sealed interface Standing {
  /** Nobody is to be woken: not yet, or somebody has answered. */
  record Idle() implements Standing {}

  /** Outside support hours: the round begins with the hours. */
  record Held(Instant until, RoundCause cause, boolean leadFirst) implements Standing {}

  /** Everything was over before the hours began: one tap says whether it was real. */
  record AwaitingTap(Instant since) implements Standing {}

  record Running(Round round, Place next) implements Standing {}

  /** Everything is resolved, and nobody has answered yet. */
  record Paused(Round round, Place next) implements Standing {}

  /** The policy is at its end, the last resort was told, and nobody has answered yet. */
  record Exhausted(Round round, Place last) implements Standing {}

  /** When something is to be done though nothing happens. */
  default Optional<Instant> due() {
    return switch (this) {
      case Held held -> Optional.of(held.until());
      case Running running -> Optional.of(running.next().due());
      case Idle _, AwaitingTap _, Paused _, Exhausted _ -> Optional.empty();
    };
  }

  /** The round that nobody has answered yet. */
  default Optional<Round> openRound() {
    return switch (this) {
      case Running(var round, _) -> Optional.of(round);
      case Paused(var round, _) -> Optional.of(round);
      case Exhausted(var round, _) -> Optional.of(round);
      case Idle _, Held _, AwaitingTap _ -> Optional.empty();
    };
  }
}

package dev.siaga.notify.channel;

import dev.siaga.kernel.Text;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to hand a letter over ended. */
public sealed interface Outcome {
  /**
   * The other side has taken responsibility.
   *
   * @param by the server that did
   * @param id what it said, with its own id for the letter when it gives one
   */
  record Accepted(String by, String id) implements Outcome {}

  /**
   * Worth another try.
   *
   * @param after not sooner than this, when the other side said so
   */
  record TryLater(@Nullable Duration after, Text why, Blame blame) implements Outcome {}

  /**
   * All of it was handed over, and the other side never said whether it has it. To try again at
   * once, and again, would be many copies to a side that is only slow.
   */
  record Unclear(Text why) implements Outcome {}

  /** Trying again cannot help: a person must change something. */
  record GiveUp(Text why) implements Outcome {}

  /** Whose fault a failed attempt was: it decides what else waits, and who hears of it. */
  enum Blame {
    /** This letter or this recipient; others to the same server may well pass. */
    LETTER,
    /** The server is away, slow or ill: other letters to it fare no better. */
    DESTINATION,
    /** Our settings (password, certificate): nothing passes until somebody changes them. */
    SETTINGS
  }

  static Outcome later(Blame blame, String key, Object... args) {
    return new TryLater(null, Text.of(key, args), blame);
  }

  static Outcome late(Duration waited) {
    return later(Blame.DESTINATION, "notify.no-answer-in-time", Math.max(1, waited.toSeconds()));
  }

  static Outcome unclear(String key, Object... args) {
    return new Unclear(Text.of(key, args));
  }

  static Outcome never(String key, Object... args) {
    return new GiveUp(Text.of(key, args));
  }
}

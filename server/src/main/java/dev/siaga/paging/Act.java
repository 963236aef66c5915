package dev.siaga.paging;

import dev.siaga.incidents.RoundEnd;
import java.time.Instant;

/** What a change of paging's state asks for, beside the state itself. */
sealed interface Act {
  /** Tell those who are always alerted, quietly: the hours begin then. */
  record Hold(Instant until) implements Act {}

  /** The hours moved: say so on the timeline, tell nobody again. */
  record HoldOn(Instant until) implements Act {}

  /** Ask, in hours, whether what is over was real. */
  record AskForTap() implements Act {}

  record Begin(Round round) implements Act {}

  record Pause(Round round) implements Act {}

  record Resume(Round round) implements Act {}

  record End(Round round, RoundEnd why) implements Act {}

  /** Reach those whom this step names. */
  record Reach(Round round, Place place) implements Act {}

  /** Tell the last resort, loudly. */
  record Exhaust(Round round, Place place) implements Act {}
}

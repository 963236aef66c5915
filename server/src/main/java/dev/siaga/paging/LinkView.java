package dev.siaga.paging;

import dev.siaga.incidents.Phase;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the link in a message shows, before and after its button was pressed.
 *
 * @param person for whom the link is, and who answers by it
 * @param standing what the button would do, or why there is none
 * @param answeredBy who has answered, first the first
 * @param quiet all alerts have ended
 */
public record LinkView(
    IncidentId incident,
    long number,
    String title,
    String description,
    @Nullable Name service,
    String environment,
    Instant startedAt,
    Phase phase,
    Name person,
    Standing standing,
    List<Actor> answeredBy,
    boolean quiet) {
  public LinkView {
    answeredBy = List.copyOf(answeredBy);
  }

  /** What can be done by the link. */
  public enum Standing {
    /** Nobody has answered: the button says "I am on it". */
    OPEN,
    /** Everything was over before the hours began: two buttons, real or false alarm. */
    AWAITS_TAP,
    /** Somebody else has answered; one may still join. */
    ANSWERED_BY_ANOTHER,
    /** This person has answered. */
    ANSWERED,
    /** The page was of an earlier round: a newer message has the link that counts. */
    EARLIER_ROUND,
    /** The incident is resolved or was a false alarm. */
    CLOSED,
    /** The link is too old; the incident can be opened after signing in. */
    EXPIRED
  }
}

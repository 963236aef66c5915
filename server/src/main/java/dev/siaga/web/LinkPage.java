package dev.siaga.web;

import dev.siaga.paging.LinkView;

/**
 * What the link in a message shows.
 *
 * @param reason as it was typed, when it was refused
 */
public record LinkPage(Frame frame, String token, LinkView view, String reason, String problem) {
  /** Whether pressing the button still means something. */
  public boolean canAnswer() {
    return switch (view.standing()) {
      case OPEN, ANSWERED_BY_ANOTHER -> true;
      case AWAITS_TAP, ANSWERED, EARLIER_ROUND, CLOSED, EXPIRED -> false;
    };
  }

  public boolean awaitsTap() {
    return view.standing() == LinkView.Standing.AWAITS_TAP;
  }

  public String standing() {
    return frame.t(
        "web.link.standing-" + view.standing().name().toLowerCase(java.util.Locale.ROOT));
  }
}

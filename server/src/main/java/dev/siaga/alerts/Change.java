package dev.siaga.alerts;

import java.util.List;

/** What a signal does to an alert. */
sealed interface Change {
  /** Nothing at all: it has been said before. */
  record Nothing() implements Change {}

  /** It only says once more what is known: its lease is longer now. The version stays. */
  record LeaseExtended(AlertState to) implements Change {}

  /** Something to be made durable before the answer. */
  record Transition(AlertState to, List<AlertEvent> events) implements Change {}
}

package dev.siaga.e2e;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a crash walk did.
 *
 * @param accepted the numbers of the alerts that were answered with 2xx
 * @param unanswered requests that got no answer, or another one
 */
record Ledger(
    SortedSet<Integer> accepted,
    int unanswered,
    Map<Victim, Integer> kills,
    int killsWhileStarting) {
  SortedSet<Integer> pages() {
    var pages = new TreeSet<>(accepted);
    pages.removeIf(Predicate.not(AlertSender::isPage));
    return pages;
  }
}

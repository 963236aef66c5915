package dev.siaga.e2e;

import java.util.Map;
import java.util.SortedSet;

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
    int killsWhileStarting) {}

package dev.siaga.paging;

import dev.siaga.kernel.IncidentId;

/**
 * Paging of one incident, as it is stored.
 *
 * @param seen the version of the incident up to which its events are folded in
 */
record Row(IncidentId incident, int seen, State state) {}

/**
 * Incidents and their timelines: an incident is the fold of its events. Door: {@code Incidents}.
 *
 * <p>{@code IncidentRules} decides and {@code IncidentFold} applies without touching the world; the
 * door does the touching.
 */
@NullMarked
package dev.siaga.incidents;

import org.jspecify.annotations.NullMarked;

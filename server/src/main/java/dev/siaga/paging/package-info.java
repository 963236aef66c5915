/**
 * Who is woken for which incident and when: held or now, rounds, escalation, acknowledgement by
 * link, and the auditor that finds what was forgotten. Door: {@link dev.siaga.paging.Paging}.
 */
@NullMarked
package dev.siaga.paging;

import org.jspecify.annotations.NullMarked;

/**
 * What senders say is wrong: identity, firings, leases, silences, and the gate that decides what
 * may page. Door: {@link dev.siaga.alerts.Alerts}.
 */
@NullMarked
package dev.siaga.alerts;

import org.jspecify.annotations.NullMarked;

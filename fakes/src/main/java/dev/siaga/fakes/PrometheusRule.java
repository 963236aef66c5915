package dev.siaga.fakes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When one alerting rule has something to send, and what, as Prometheus decides it: a firing alert
 * is sent again each resend delay with a lease as its end, a resolved one for a quarter of an hour.
 */
final class PrometheusRule {
  static final Duration RESOLVED_KEPT = Duration.ofMinutes(15);
  private static final int LEASE_INTERVALS = 4;

  private final PrometheusLike.Rule rule;
  private final Duration resendDelay;
  private final String generatorUrl;
  private @Nullable Instant firedAt;
  private @Nullable Instant resolvedAt;
  private @Nullable Instant sentAt;

  /** An alert as it goes over the wire. */
  record Alert(
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant startsAt,
      Instant endsAt,
      String generatorURL) {}

  PrometheusRule(PrometheusLike.Rule rule, Duration resendDelay, String generatorUrl) {
    this.rule = rule;
    this.resendDelay = resendDelay;
    this.generatorUrl = generatorUrl;
  }

  /** What to send now, if anything. It counts as sent: Prometheus drops a batch that fails. */
  Optional<Alert> evaluate(boolean failing, Instant now) {
    if (failing) {
      fire(now);
    } else {
      calmDown(now);
    }
    var fired = firedAt;
    if (fired == null || !isDue(now)) {
      return Optional.empty();
    }
    sentAt = now;
    return Optional.of(alert(fired, now));
  }

  private void fire(Instant now) {
    if (firedAt == null || resolvedAt != null) {
      firedAt = now;
      resolvedAt = null;
      sentAt = null;
    }
  }

  private void calmDown(Instant now) {
    if (firedAt == null) {
      return;
    }
    if (resolvedAt == null) {
      resolvedAt = now;
      sentAt = null;
    } else if (now.isAfter(resolvedAt.plus(RESOLVED_KEPT))) {
      firedAt = null;
      resolvedAt = null;
    }
  }

  private boolean isDue(Instant now) {
    return sentAt == null || !now.isBefore(sentAt.plus(resendDelay));
  }

  private Alert alert(Instant fired, Instant now) {
    var labels = new TreeMap<>(rule.labels());
    labels.put("alertname", rule.name());
    var ends =
        resolvedAt == null ? now.plus(resendDelay.multipliedBy(LEASE_INTERVALS)) : resolvedAt;
    return new Alert(labels, rule.annotations(), fired, ends, generatorUrl);
  }
}

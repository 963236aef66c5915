package dev.siaga.notify;

import dev.siaga.kernel.Text;
import dev.siaga.notify.RetryRules.Result;
import dev.siaga.storage.Jobs;
import dev.siaga.texts.Texts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells other capabilities, the log and the metrics how an attempt ended. */
final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
  private static final Duration[] LATENCIES = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30)
  };

  private final Jobs jobs;
  private final Texts texts;
  private final MeterRegistry metrics;

  Reports(Jobs jobs, Texts texts, MeterRegistry metrics) {
    this.jobs = jobs;
    this.texts = texts;
    this.metrics = metrics;
  }

  void publish(Handle tx, DeliveryRow row, int attempt, Result result, Instant now) {
    var delivery = row.delivery();
    var event =
        new DeliveryEvent(
            delivery.key(),
            delivery.urgency(),
            delivery.incident(),
            delivery.person(),
            delivery.channel(),
            result.state(),
            attempt,
            result.acceptedBy(),
            result.providerId(),
            result.why(),
            result.nextTry(),
            now);
    jobs.publish(tx, DeliveryEvent.TOPIC, delivery.key() + "#" + attempt, event.json());
  }

  void count(DeliveryRow row, int attempt, Result result, Instant now) {
    var channel = row.delivery().channel().value();
    var outcome = result.state().name().toLowerCase(Locale.ROOT);
    metrics.counter("siaga.notify.deliveries", "channel", channel, "outcome", outcome).increment();
    if (result.state() == DeliveryState.ACCEPTED) {
      timer(channel, row).record(Duration.between(row.plannedAt(), now));
    }
    log(row.delivery(), attempt, result);
  }

  private Timer timer(String channel, DeliveryRow row) {
    return Timer.builder("siaga.notify.planned.to.accepted")
        .description("From a delivery's commit to its acceptance by a server")
        .tag("channel", channel)
        .tag("urgency", row.delivery().urgency().kind().text())
        .serviceLevelObjectives(LATENCIES)
        .register(metrics);
  }

  private void log(Delivery delivery, int attempt, Result result) {
    if (result.isNotNeeded()) {
      LOG.info("{} by {} is no longer needed", delivery.key(), delivery.channel());
      return;
    }
    switch (result.state()) {
      case ACCEPTED ->
          LOG.info(
              "{} by {} accepted: {}", delivery.key(), delivery.channel(), result.providerId());
      case GIVEN_UP ->
          LOG.error(
              "{} by {} given up after attempt {}: {}",
              delivery.key(),
              delivery.channel(),
              attempt,
              said(result.why()));
      case FAILED, PLANNED, SENDING ->
          LOG.warn(
              "{} by {} failed at attempt {}: {}; again at {}",
              delivery.key(),
              delivery.channel(),
              attempt,
              said(result.why()),
              result.nextTry());
    }
  }

  private @Nullable String said(@Nullable Text why) {
    return why == null ? null : texts.render(why, Locale.ENGLISH);
  }
}

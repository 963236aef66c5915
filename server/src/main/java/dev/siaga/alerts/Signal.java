package dev.siaga.alerts;

import dev.siaga.kernel.Labels;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of one alert, once.
 *
 * @param dedup the sender's own key of the alert; without one its labels are its identity
 * @param source who says so, where one integration has several senders (replicas of a Prometheus)
 * @param startsAt when the sender saw it begin; never part of the alert's identity
 * @param endsAt of a resolved alert: when it ended
 * @param leaseUntil of a firing alert: until when this word is good; absent when it is good until
 *     the sender takes it back
 */
public record Signal(
    Labels labels,
    Map<String, String> annotations,
    boolean firing,
    String source,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable Instant leaseUntil,
    @Nullable String generatorUrl,
    @Nullable String dedup) {}

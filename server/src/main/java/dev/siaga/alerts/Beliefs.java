package dev.siaga.alerts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Labels;
import dev.siaga.storage.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this node believes of the alerts that it saw lately, so that what is merely said again costs
 * no transaction; and the leases that are longer than the database knows.
 *
 * <p>A belief may be wrong: another node may have written meanwhile. It is told by a signal, and
 * where that was lost, the write of the lease finds out, because it is conditional on the version.
 */
final class Beliefs {
  static final int BELIEFS_MAX = 100_000;

  /** A lease is written when it has grown by this part of itself. */
  private static final int LEASE_PARTS = 4;

  private final Cache<AlertId, Belief> beliefs =
      Caffeine.newBuilder().maximumSize(BELIEFS_MAX).build();
  private final ConcurrentHashMap<AlertId, Extension> extensions = new ConcurrentHashMap<>();

  Beliefs(Signals signals) {
    signals.on(AlertWriter.BELIEF_SIGNAL, this::forget);
  }

  @Nullable AlertState find(AlertId id) {
    var belief = beliefs.getIfPresent(id);
    return belief == null ? null : belief.state();
  }

  /** What was just written; an older write that comes to us later changes nothing. */
  void keep(AlertState written) {
    put(new Belief(withoutLabels(written), written.lapsesAt()));
  }

  /** The same was said again: nothing to write now, unless a quarter of the lease has gone by. */
  void extend(AlertState to, Incoming said) {
    var belief = beliefs.getIfPresent(to.id());
    var written = belief == null ? null : belief.writtenLapsesAt();
    var lapsesAt = to.lapsesAt();
    boolean isDue =
        lapsesAt == null ? written != null : written == null || grown(written, lapsesAt, to, said);
    put(new Belief(to, isDue ? lapsesAt : written));
    if (isDue) {
      extensions.put(to.id(), new Extension(to, said));
    }
  }

  private void put(Belief next) {
    beliefs
        .asMap()
        .merge(
            next.state().id(),
            next,
            (now, later) -> later.state().version() >= now.state().version() ? later : now);
  }

  List<Extension> takeExtensions() {
    var taken = new ArrayList<Extension>();
    for (var id : extensions.keySet()) {
      var extension = extensions.remove(id);
      if (extension != null) {
        taken.add(extension);
      }
    }
    return taken;
  }

  void giveBack(List<Extension> unwritten) {
    unwritten.forEach(e -> extensions.putIfAbsent(e.to().id(), e));
  }

  void forget(AlertId id) {
    beliefs.invalidate(id);
  }

  void forgetAll() {
    beliefs.invalidateAll();
  }

  private void forget(String ids) {
    if (ids.isEmpty()) {
      forgetAll();
      return;
    }
    for (var id : ids.split(",", -1)) {
      beliefs.invalidate(new AlertId(UUID.fromString(id)));
    }
  }

  private static boolean grown(Instant written, Instant lapsesAt, AlertState to, Incoming said) {
    var source = to.sources().get(said.signal().source());
    var quarter = source == null ? Duration.ZERO : source.length().dividedBy(LEASE_PARTS);
    return !lapsesAt.isBefore(written.plus(quarter));
  }

  private static AlertState withoutLabels(AlertState state) {
    return new AlertState(
        state.id(),
        state.integration(),
        Labels.NONE, // the id stands for them, and they are most of an alert's memory
        state.annotations(),
        state.generatorUrl(),
        state.version(),
        state.firing(),
        state.sources());
  }

  private record Belief(AlertState state, @Nullable Instant writtenLapsesAt) {}

  /** A lease to be written, with what made it longer, in case the belief was wrong. */
  record Extension(AlertState to, Incoming said) {}
}

package dev.siaga.alerts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Signals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

  private static final Judgement NOT_KEPT =
      new Judgement(null, "", "", GateAnswer.RECORD, "", Text.of("alerts.reason.else"));

  /** As the database has them, with the leases that are on their way there. */
  private final Cache<AlertId, AlertState> beliefs =
      Caffeine.newBuilder().maximumSize(BELIEFS_MAX).build();

  private final ConcurrentHashMap<AlertId, Extension> extensions = new ConcurrentHashMap<>();

  Beliefs(Signals signals) {
    signals.on(AlertWriter.BELIEF_SIGNAL, this::forget);
  }

  @Nullable AlertState find(AlertId id) {
    return beliefs.getIfPresent(id);
  }

  /** What was just written; an older write that comes to us later changes nothing. */
  void keep(AlertState written) {
    beliefs
        .asMap()
        .merge(
            written.id(),
            lean(written),
            (now, later) -> later.version() >= now.version() ? later : now);
  }

  /** Without what no repeat is compared with: that is most of an alert's memory. */
  private static AlertState lean(AlertState state) {
    return new AlertState(
        state.id(),
        state.integration(),
        isKeyed(state) ? state.labels() : Labels.NONE, // else the id stands for them
        state.annotations(),
        null,
        state.version(),
        state.firing().judged(NOT_KEPT),
        state.sources());
  }

  /** Its labels may change, so a repeat is compared with them. A Prometheus has no such alerts. */
  private static boolean isKeyed(AlertState state) {
    return state.generatorUrl() == null
        && !AlertIds.of(state.integration(), state.labels(), null).equals(state.id());
  }

  /** A lease has grown by so much that it is to be written with the next that are. */
  void extend(AlertState believed, Incoming said) {
    var signal = said.signal();
    var heard = AlertRules.heard(signal, said.at());
    beliefs
        .asMap()
        .computeIfPresent(
            believed.id(),
            (_, now) ->
                now.version() == believed.version()
                    ? AlertRules.withSource(now, signal.source(), heard)
                    : now);
    extensions.merge(
        believed.id(),
        new Extension(believed.id(), believed.version(), Map.of(signal.source(), said)),
        Extension::and);
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
    unwritten.forEach(
        older -> extensions.merge(older.id(), older, (newer, given) -> given.and(newer)));
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

  /**
   * Leases of one alert that are to be written.
   *
   * @param version the one that is believed; where the row has another, the words are judged again
   * @param said the latest of each source whose lease has grown
   */
  record Extension(AlertId id, int version, Map<String, Incoming> said) {
    Extension and(Extension later) {
      var both = new HashMap<>(said);
      both.putAll(later.said);
      return new Extension(id, Math.min(version, later.version), both);
    }

    /** By source, as they are to be. */
    Map<String, SourceState> heard() {
      var heard = new TreeMap<String, SourceState>();
      said.forEach((source, word) -> heard.put(source, AlertRules.heard(word.signal(), word.at())));
      return heard;
    }

    /** The end of the last of these leases, with its grace. */
    @Nullable Instant lapsesAt() {
      return heard().values().stream()
          .map(SourceState::lapsesAt)
          .filter(Objects::nonNull)
          .max(Comparator.naturalOrder())
          .orElse(null);
    }
  }
}

package dev.siaga.alerts;

import dev.siaga.catalog.Catalog;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.incidents.Affected;
import dev.siaga.kernel.Characters;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Sha256;
import dev.siaga.kernel.Text;
import dev.siaga.resources.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an alert may do: silences first, then the teams' own rules, then the shipped ones;
 * the first that applies answers. What nobody has said to block users is recorded.
 *
 * <p>Made for one state of the configuration; whoever asks makes a new one when that changes.
 */
final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String SHIPPED = "shipped.";

  /** An index row of PostgreSQL holds 2,704 bytes; a character takes up to four. */
  static final int GROUP_KEY_CHARS_MAX = 600;

  private final Snapshot snapshot;
  private final Catalog catalog;
  private final List<OwnRule> ownRules;
  private final List<Silence.Compiled> silences;

  Gate(Snapshot snapshot, Catalog catalog, List<Silence.Compiled> silences) {
    this.snapshot = snapshot;
    this.catalog = catalog;
    this.silences = silences;
    this.ownRules =
        snapshot.all(GateRuleSpec.KIND).entrySet().stream()
            .map(rule -> OwnRule.of(rule.getKey(), rule.getValue()))
            .sorted(
                Comparator.<OwnRule>comparingInt(rule -> rule.spec().order())
                    .thenComparing(OwnRule::name))
            .toList();
  }

  @SuppressWarnings("ReferenceEquality") // both are replaced as a whole, never changed
  boolean isFor(Snapshot current, List<Silence.Compiled> currentSilences) {
    return snapshot == current && silences == currentSilences;
  }

  Judgement judge(Name integration, Labels labels, Map<String, String> annotations, Instant at) {
    var spec = snapshot.find(IntegrationSpec.KIND, integration);
    var service =
        catalog.route(labels, spec.map(IntegrationSpec::defaultService).orElse(null)).orElse(null);
    var environment = environment(labels, spec);
    var facts =
        new CelRule.Facts(
            labels.map(),
            annotations,
            service == null ? "" : service.value(),
            integration.value(),
            environment);
    var verdict =
        silenced(labels, at)
            .or(() -> ownRule(facts, service))
            .orElseGet(() -> shipped(integration, labels, spec, environment));
    return new Judgement(
        service,
        environment,
        groupKey(integration, labels, spec, service, environment),
        verdict.answer(),
        verdict.rule(),
        verdict.reason());
  }

  private Optional<Verdict> silenced(Labels labels, Instant at) {
    return silences.stream()
        .filter(silence -> silence.covers(labels, at))
        .max(Comparator.comparing(compiled -> compiled.silence().endsAt()))
        .map(Silence.Compiled::silence)
        .map(silence ->
            new Verdict(
                GateAnswer.RECORD,
                "silence/" + silence.id(),
                Text.of(
                    "alerts.reason.silenced",
                    silence.reason(),
                    silence.endsAt(),
                    silence.author().text())));
  }

  private Optional<Verdict> ownRule(CelRule.Facts facts, @Nullable Name service) {
    var team = service == null ? null : catalog.teamOf(service).orElse(null);
    return ownRules.stream()
        .filter(rule -> rule.spec().team() == null || rule.spec().team().equals(team))
        .flatMap(rule -> rule.verdict(facts).stream())
        .findFirst();
  }

  private static Verdict shipped(
      Name integration, Labels labels, Optional<IntegrationSpec> spec, String environment) {
    if (!environment.equals(Affected.PRODUCTION)) {
      return new Verdict(
          GateAnswer.RECORD,
          SHIPPED + "not-production",
          Text.of("alerts.reason.not-production", environment));
    }
    if (integration.equals(IntegrationSpec.SILENCE_WATCH)) {
      return new Verdict(
          GateAnswer.PAGE,
          SHIPPED + "silent-sender",
          Text.of("alerts.reason.silent-sender", labels.get(SenderWatch.SENDER_LABEL)));
    }
    if (labels.get("impact").equals("blocks-users")) {
      return new Verdict(
          GateAnswer.PAGE, SHIPPED + "blocks-users", Text.of("alerts.reason.blocks-users"));
    }
    var mapping = spec.map(IntegrationSpec::blocksUsers).orElse(null);
    if (mapping != null && mapping.values().contains(labels.get(mapping.label()))) {
      return new Verdict(
          GateAnswer.PAGE,
          SHIPPED + "mapping",
          Text.of(
              "alerts.reason.mapping", mapping.label(), labels.get(mapping.label()), integration));
    }
    return new Verdict(GateAnswer.RECORD, SHIPPED + "else", Text.of("alerts.reason.else"));
  }

  private static String environment(Labels labels, Optional<IntegrationSpec> spec) {
    var label = labels.get("environment");
    return label.isEmpty()
        ? spec.map(IntegrationSpec::environment).orElse(Affected.PRODUCTION)
        : label;
  }

  /** The service (or, without one, the integration) and the grouping labels that the alert has. */
  private String groupKey(
      Name integration,
      Labels labels,
      Optional<IntegrationSpec> spec,
      @Nullable Name service,
      String environment) {
    var key = new StringBuilder(service == null ? "integration/" + integration : "" + service);
    for (var label : groupBy(spec, service)) {
      var value = label.equals("environment") ? environment : labels.get(label);
      key.append('|').append(label).append('=').append(value);
    }
    return shortened(key.toString());
  }

  /** An index of PostgreSQL holds no key of any length; what was cut off still tells apart. */
  private static String shortened(String key) {
    if (key.length() <= GROUP_KEY_CHARS_MAX) {
      return key;
    }
    var hash = "#" + Sha256.hex(key);
    return Characters.start(key, GROUP_KEY_CHARS_MAX - hash.length()) + hash;
  }

  private List<String> groupBy(Optional<IntegrationSpec> spec, @Nullable Name service) {
    var ofService =
        Optional.ofNullable(service)
            .flatMap(name -> snapshot.find(ServiceSpec.KIND, name))
            .map(ServiceSpec::groupBy)
            .orElse(List.of());
    return ofService.isEmpty()
        ? spec.map(IntegrationSpec::groupBy).orElse(IntegrationSpec.GROUP_BY_DEFAULT)
        : ofService;
  }

  private record Verdict(GateAnswer answer, String rule, Text reason) {}

  /** A team's rule; one that was applied before we knew how to refuse it pages, and says why. */
  private record OwnRule(Name name, GateRuleSpec spec, @Nullable CelRule compiled) {
    static OwnRule of(Name name, GateRuleSpec spec) {
      try {
        return new OwnRule(name, spec, CelRule.compile(spec.when()));
      } catch (IllegalArgumentException wrong) {
        LOG.error("the gate rule {} does not compile any more: {}", name, wrong.getMessage());
        return new OwnRule(name, spec, null);
      }
    }

    Optional<Verdict> verdict(CelRule.Facts facts) {
      if (compiled == null) {
        return Optional.of(failed("it does not compile"));
      }
      try {
        return compiled.holds(facts)
            ? Optional.of(
                new Verdict(
                    spec.answer().gate(), rule(), Text.of("alerts.reason.own", spec.reason())))
            : Optional.empty();
      } catch (IllegalStateException failed) {
        return Optional.of(failed(String.valueOf(failed.getMessage())));
      }
    }

    private Verdict failed(String why) {
      return new Verdict(GateAnswer.PAGE, rule(), Text.of("alerts.reason.rule-failed", name, why));
    }

    private String rule() {
      return "GateRule/" + name;
    }
  }
}

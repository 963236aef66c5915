package dev.siaga.api;

import dev.siaga.alerts.Alert;
import dev.siaga.alerts.Firing;
import dev.siaga.alerts.GateAnswer;
import dev.siaga.alerts.IntegrationKey;
import dev.siaga.alerts.Judgement;
import dev.siaga.alerts.Matcher;
import dev.siaga.alerts.RecordedGroup;
import dev.siaga.alerts.Sender;
import dev.siaga.alerts.Silence;
import dev.siaga.incidents.AlertEnd;
import dev.siaga.intake.Door;
import dev.siaga.intake.RawBody;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Alerts, silences and senders in JSON. */
interface AlertJson {
  /** An alert and its latest firing. */
  record AlertView(
      UUID id,
      Name integration,
      String title,
      Labels labels,
      Map<String, String> annotations,
      @Nullable String generatorUrl,
      FiringView firing) {
    static AlertView of(Alert alert) {
      return new AlertView(
          alert.id().value(),
          alert.integration(),
          alert.title(),
          alert.labels(),
          alert.annotations(),
          alert.generatorUrl(),
          FiringView.of(alert.firing()));
    }
  }

  /** An alert and all its firings, the latest first. */
  record AlertDetail(AlertView alert, List<FiringView> firings) {
    static AlertDetail of(Alert alert, List<Firing> firings) {
      return new AlertDetail(AlertView.of(alert), firings.stream().map(FiringView::of).toList());
    }
  }

  record FiringView(
      UUID id,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable AlertEnd how,
      JudgementView judgement,
      int resumed) {
    static FiringView of(Firing firing) {
      return new FiringView(
          firing.id().value(),
          firing.startedAt(),
          firing.endedAt(),
          firing.how(),
          JudgementView.of(firing.judgement()),
          firing.resumed());
    }
  }

  /** What the gate says: whether it may page, by which rule, and why. */
  record JudgementView(
      @Nullable Name service,
      String environment,
      String groupKey,
      GateAnswer answer,
      String rule,
      Text reason) {
    static JudgementView of(Judgement judgement) {
      return new JudgementView(
          judgement.service(),
          judgement.environment(),
          judgement.groupKey(),
          judgement.answer(),
          judgement.rule(),
          judgement.reason());
    }
  }

  /** An alert that somebody thinks of; at that instant, or now. */
  record Question(
      Name integration,
      Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable Instant at) {
    Labels sorted() {
      return Labels.of(labels);
    }

    Instant atOr(Instant now) {
      return at == null ? now : at;
    }

    Map<String, String> notes() {
      return annotations == null ? Map.of() : annotations;
    }
  }

  record RecordedView(
      String groupKey,
      @Nullable Name service,
      String title,
      int alerts,
      int firing,
      Instant lastStartedAt) {
    static RecordedView of(RecordedGroup group) {
      return new RecordedView(
          group.groupKey(),
          group.service(),
          group.title(),
          group.alerts(),
          group.firing(),
          group.lastStartedAt());
    }
  }

  record SilenceView(
      UUID id,
      List<String> matchers,
      String reason,
      String author,
      Instant startsAt,
      Instant endsAt) {
    static SilenceView of(Silence silence) {
      return new SilenceView(
          silence.id(),
          silence.matchers().stream().map(Matcher::toString).toList(),
          silence.reason(),
          silence.author().text(),
          silence.startsAt(),
          silence.endsAt());
    }
  }

  /** Matchers are as in Alertmanager: {@code severity=~"warning|info"}; it starts now. */
  record NewSilence(
      List<String> matchers, String reason, @Nullable Instant startsAt, Instant endsAt) {}

  record SenderView(Name integration, Instant seenAt, @Nullable Instant silentSince) {
    static SenderView of(Sender sender) {
      return new SenderView(sender.integration(), sender.seenAt(), sender.silentSince());
    }
  }

  /** A key just made, and the path at which its sender delivers. */
  record NewKey(String key, String path) {}

  record KeyView(String id, Instant madeAt, String madeBy) {
    static KeyView of(IntegrationKey key) {
      return new KeyView(key.id(), key.madeAt(), key.madeBy());
    }
  }

  record BodyView(String sha256, Door door, Instant receivedAt, String outcome) {
    static BodyView of(RawBody body) {
      return new BodyView(body.sha256(), body.door(), body.receivedAt(), body.outcome());
    }
  }

  Pattern MATCHER = Pattern.compile("\\s*([a-zA-Z_][\\w.:-]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*");

  /** {@code name="value"}, the quotes may be left out. */
  static Matcher matcher(String field, String text) {
    var parts = MATCHER.matcher(text);
    if (!parts.matches()) {
      throw Refused.invalid(field, "api.wrong-matcher", text);
    }
    try {
      return new Matcher(parts.group(1), operator(parts.group(2)), unquoted(parts.group(3)));
    } catch (IllegalArgumentException wrong) {
      throw Refused.invalid(field, "api.wrong-matcher", text);
    }
  }

  private static Matcher.Operator operator(String sign) {
    for (var operator : Matcher.Operator.values()) {
      if (operator.sign().equals(sign)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(sign);
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : value;
  }
}

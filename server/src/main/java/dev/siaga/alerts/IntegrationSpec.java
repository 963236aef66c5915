package dev.siaga.alerts;

import dev.siaga.incidents.Affected;
import dev.siaga.kernel.Name;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sender of alerts, as configured.
 *
 * @param defaultService whose alert it is when neither label nor {@code matches} says
 * @param environment of its alerts when they have no label {@code environment}
 * @param blocksUsers the answer to "which of your severities mean that users are blocked?"
 * @param lease how long a firing word of the webhook and generic doors is good; absent means until
 *     it is taken back
 * @param expectEvery how often something must arrive, lest the sender counts as silent
 * @param groupBy labels by which its alerts are grouped, beside the service
 * @param key its own key, as {@code sha256:} and the hash in hex; the key itself is never kept
 */
public record IntegrationSpec(
    Type type,
    @Nullable Name defaultService,
    String environment,
    @Nullable BlocksUsers blocksUsers,
    @Nullable Duration lease,
    @Nullable Duration expectEvery,
    List<String> groupBy,
    @Nullable String key) {
  public static final List<String> GROUP_BY_DEFAULT = List.of("alertname", "environment");
  public static final Kind<IntegrationSpec> KIND =
      Kind.of(IntegrationSpec.class, "Integration", IntegrationSpec::check);

  /** Which senders' formats an integration takes. */
  public enum Type {
    prometheus,
    alertmanager,
    generic
  }

  /** The sender's own word for "users are blocked": a label and the values that mean it. */
  public record BlocksUsers(String label, List<String> values) {
    public BlocksUsers {
      values = List.copyOf(values);
    }
  }

  public IntegrationSpec {
    environment = Objects.requireNonNullElse(environment, Affected.PRODUCTION);
    groupBy = groupBy == null ? GROUP_BY_DEFAULT : List.copyOf(groupBy);
  }

  private static void check(Name name, IntegrationSpec spec, Snapshot whole, Mistakes mistakes) {
    mistakes.mustExist(whole, "Service", spec.defaultService(), "defaultService");
    if (name.equals(SILENCE_WATCH)) {
      mistakes.add("name", "alerts.integration-name-reserved", name);
    }
    whole
        .all(KIND)
        .forEach((other, theirs) -> {
          if (spec.key != null && spec.key.equals(theirs.key) && !other.equals(name)) {
            mistakes.add("key", "alerts.key-of-another", other);
          }
        });
  }

  /** The integration in whose name Siaga raises alerts of its own. */
  static final Name SILENCE_WATCH = new Name("siaga");
}

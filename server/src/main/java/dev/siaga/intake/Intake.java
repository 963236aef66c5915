package dev.siaga.intake;

import dev.siaga.alerts.Alerts;
import dev.siaga.alerts.IntegrationSpec;
import dev.siaga.alerts.Receipt;
import dev.siaga.kernel.Characters;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.storage.Database;
import dev.siaga.storage.GroupCommit;
import dev.siaga.storage.StorageFault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes what senders send, in their own formats: durable before the answer. */
public final class Intake implements AutoCloseable {
  public static final int BODY_BYTES_MAX = 8 * 1024 * 1024;

  private static final Receipt CHANGED = new Receipt.Taken(true);
  private static final Duration RETENTION_EVERY = Duration.ofHours(1);
  private static final Map<Door, Format> FORMATS =
      Map.of(
          Door.PROMETHEUS, new PrometheusFormat(),
          Door.ALERTMANAGER, new AlertmanagerFormat(),
          Door.GENERIC, new GenericFormat());
  private final Alerts alerts;
  private final InstantSource clock;
  private final RawBodies bodies;

  public Intake(Database database, InstantSource clock, Alerts alerts, BodyLimits limits) {
    this.alerts = alerts;
    this.clock = clock;
    this.bodies = new RawBodies(database);
    database
        .jobs()
        .every(
            "intake.retention",
            RETENTION_EVERY,
            (tx, _) -> RawBodies.retain(tx, clock.instant(), limits));
  }

  /** Whose key this is: asked before a body is read, since a stranger's is not. */
  public Optional<Name> integrationOf(String key) {
    return alerts.integrationOf(key);
  }

  public IntakeAnswer receive(Door door, Name integration, String contentType, byte[] body) {
    if (body.length > BODY_BYTES_MAX) {
      return new IntakeAnswer.TooLarge();
    }
    try {
      return take(door, integration, contentType, body);
    } catch (Format.MalformedBody malformed) {
      var why = String.valueOf(malformed.getMessage());
      keep(door, integration, body, "malformed: " + why);
      return new IntakeAnswer.Malformed(why);
    } catch (GroupCommit.Overloaded overloaded) {
      return new IntakeAnswer.Overloaded();
    } catch (StorageFault away) {
      return new IntakeAnswer.Away();
    }
  }

  public Optional<byte[]> body(String sha256) {
    return bodies.find(sha256);
  }

  /** The latest first. */
  public Page<RawBody> bodies(Name integration, Part part) {
    return bodies.latest(integration, part);
  }

  /** Bodies that were not kept because too many came at once, since the start. */
  public long bodiesLetGo() {
    return bodies.letGo();
  }

  @Override
  public void close() {
    bodies.close();
  }

  private IntakeAnswer take(Door door, Name integration, String contentType, byte[] body) {
    var lease = alerts.spec(integration).map(IntegrationSpec::lease).orElse(null);
    var parsed =
        Objects.requireNonNull(FORMATS.get(door)).read(contentType, body, clock.instant(), lease);
    var receipts = alerts.take(integration, parsed.signals());
    var mistakes = mistakes(parsed, receipts);
    int taken = parsed.signals().size() + parsed.mistakes().size() - mistakes.size();
    if (!mistakes.isEmpty()) {
      keep(door, integration, body, "partly taken: " + mistakes.getFirst());
      return new IntakeAnswer.PartlyTaken(taken, mistakes);
    }
    if (receipts.contains(CHANGED)) {
      keep(door, integration, body, "taken");
    }
    return new IntakeAnswer.Taken(taken);
  }

  /** By the place that each has in the body: those that could not be read have no receipt. */
  static List<IntakeAnswer.Mistake> mistakes(Parsed parsed, List<Receipt> receipts) {
    var mistakes = new ArrayList<>(parsed.mistakes());
    var unread = mistakes.stream().map(IntakeAnswer.Mistake::index).collect(Collectors.toSet());
    int place = 0;
    for (var receipt : receipts) {
      while (unread.contains(place)) {
        place++;
      }
      if (receipt instanceof Receipt.Refused(var why)) {
        mistakes.add(new IntakeAnswer.Mistake(place, "", why));
      }
      place++;
    }
    mistakes.sort(Comparator.comparingInt(IntakeAnswer.Mistake::index));
    return mistakes;
  }

  private void keep(Door door, Name integration, byte[] body, String outcome) {
    var storable = Characters.storable(outcome); // it may quote the body
    bodies.keep(new RawBodies.Received(integration, door, clock.instant(), storable, body));
  }
}

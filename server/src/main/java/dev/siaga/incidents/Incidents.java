package dev.siaga.incidents;

import dev.siaga.incidents.IncidentCommand.AttachEvidence;
import dev.siaga.incidents.IncidentCommand.Declare;
import dev.siaga.incidents.IncidentEvent.Deed;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Blob;
import dev.siaga.storage.Blobs;
import dev.siaga.storage.Database;
import dev.siaga.storage.StorageFault;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The door to incidents: whatever changes a timeline goes through here. */
public final class Incidents {
  /** A longer timeline is read in parts, by the version after which to go on. */
  public static final int TIMELINE_COUNT_MAX = 5_000;

  private static final String UNIQUE_VIOLATION = "23505";
  private static final int BYTES_PER_MEGABYTE = 1024 * 1024;

  /** The largest file that is taken as evidence. */
  public static final int FILE_MEGABYTES_MAX = Blobs.BLOB_BYTES_MAX / BYTES_PER_MEGABYTE;

  private final Database database;
  private final IncidentStore store = new IncidentStore();
  private final Timelines timelines;
  private final Arrivals arrivals;
  private final Directory directory;

  public Incidents(Database database, InstantSource clock, Directory directory) {
    this.database = database;
    this.directory = directory;
    this.timelines = new Timelines(database, clock, store);
    this.arrivals = new Arrivals(timelines, store);
  }

  /**
   * Opens an incident in triage, or joins the open one of the alert's group. Said twice of the same
   * firing it does nothing the second time, and it never fails for a rival on another node.
   */
  public Paged page(Handle tx, PagedAlert alert) {
    return arrivals.page(tx, alert);
  }

  /** Notes the end on every incident that holds the firing; no incident is closed by it. */
  public void alertEnded(
      Handle tx, AlertId alert, FiringId firing, AlertEnd how, Instant at, @Nullable Text note) {
    arrivals.ended(tx, alert, firing, how, at, note);
  }

  /** The alert is in this firing now: those before it are over, on every incident that has them. */
  public void earlierFiringsEnded(Handle tx, AlertId alert, FiringId current, Instant at) {
    arrivals.earlierEnded(tx, alert, current, at);
  }

  /** Without a team it is the one of the service, so that the right people are woken. */
  public Answer<Incident> declare(Actor by, Declare command) {
    var stranger = Checks.stranger(command, directory);
    if (stranger != null) {
      return Answer.refused(stranger);
    }
    var complete = command.about(directory.completed(command.affected()));
    return database.inTransaction(
        "declaring an incident",
        tx -> {
          var at = timelines.now(null);
          return IncidentRules.declare(by, complete, () -> store.nextNumber(tx), at)
              .map(events -> begun(tx, events));
        });
  }

  private Incident begun(Handle tx, List<IncidentEvent> events) {
    var id = timelines.newId();
    if (!timelines.begin(tx, id, events.getFirst())) {
      throw new IllegalStateException("a declared incident belongs to no group");
    }
    return folded(id, events);
  }

  /**
   * Reads under lock, decides and appends in one transaction, so that a decision is never stale.
   *
   * @param expectedVersion what the asker had seen: when somebody has changed the same thing since,
   *     the answer is a conflict, and {@link #timeline} after that version says what happened.
   *     Absent, or for what takes nothing away (a note, evidence), nothing is compared
   */
  public Answer<Incident> handle(
      IncidentId id, Actor by, @Nullable Integer expectedVersion, IncidentCommand command) {
    return unlessGroupIsOpen(() ->
        database.inTransaction(
            "handling " + command.getClass().getSimpleName() + " of incident " + id,
            tx -> handle(tx, id, by, expectedVersion, command)));
  }

  private Answer<Incident> handle(
      Handle tx,
      IncidentId id,
      Actor by,
      @Nullable Integer expectedVersion,
      IncidentCommand command) {
    var head = store.lock(tx, id);
    if (head.isEmpty()) {
      return Answer.notFound("incidents.refused.not-found");
    }
    var stranger = Checks.stranger(command, directory);
    if (stranger != null) {
      return Answer.refused(stranger);
    }
    var history = history(tx, id);
    var now = folded(id, history);
    return IncidentRules.decide(now, by, command, timelines.now(head.get()))
        .then(events -> unlessChanged(events, history, expectedVersion, command))
        .map(events -> {
          timelines.append(tx, head.get(), events);
          return IncidentFold.apply(now, events);
        });
  }

  /** A file is kept once whoever may attach it has got it accepted. */
  public Answer<Incident> attachFile(IncidentId id, Actor by, Upload upload) {
    if (upload.body().length == 0) {
      return Answer.invalid("file", "incidents.refused.file-empty");
    }
    if (upload.body().length > Blobs.BLOB_BYTES_MAX) {
      return Answer.invalid("file", "incidents.refused.file-size", FILE_MEGABYTES_MAX);
    }
    var wrong = Checks.wrongEvidence(upload.title(), upload.source());
    if (wrong != null) {
      return Answer.refused(wrong);
    }
    return FileType.of(upload.body())
        .map(type -> attachFile(id, by, upload, type))
        .orElseGet(() -> Answer.invalid("file", "incidents.refused.file-type"));
  }

  private Answer<Incident> attachFile(IncidentId id, Actor by, Upload upload, FileType type) {
    return database.inTransaction(
        "attaching a file to incident " + id,
        tx -> {
          if (store.lock(tx, id).isEmpty()) {
            return Answer.notFound("incidents.refused.not-found");
          }
          var blob = database.blobs().put(tx, upload.body(), type.contentType);
          var name = Title.clipped(upload.fileName(), "file").text();
          var file = new EvidenceContent.File(blob, name, type.contentType, upload.body().length);
          var command = new AttachEvidence(file, upload.title(), upload.source());
          return handle(tx, id, by, null, command);
        });
  }

  /** Until the transaction ends nothing happens to this incident but what this transaction does. */
  public void hold(Handle tx, IncidentId id) {
    locked(tx, id);
  }

  private Head locked(Handle tx, IncidentId id) {
    return store
        .lock(tx, id)
        .orElseThrow(() -> new IllegalArgumentException("there is no incident " + id));
  }

  /** What paging tells of itself; it is not told of it again. */
  public void record(Handle tx, IncidentId id, List<? extends IncidentEvent> fromPaging) {
    timelines.appendFromPaging(tx, locked(tx, id), fromPaging);
  }

  public Optional<Incident> find(IncidentId id) {
    return database.read("reading incident " + id, tx -> find(tx, id));
  }

  /** As it is within a transaction. */
  public Optional<Incident> find(Handle tx, IncidentId id) {
    var history = history(tx, id);
    return history.isEmpty() ? Optional.empty() : Optional.of(folded(id, history));
  }

  /** By the number that people say: #12. */
  public Optional<IncidentId> byNumber(long number) {
    return database.read("finding incident #" + number, tx -> store.byNumber(tx, number));
  }

  /** The newest first; the cursor is the {@code next} of the part before. */
  public Answer<Page<Head>> list(IncidentFilter filter, @Nullable String cursor, int limit) {
    if (cursor != null && !cursor.matches("[0-9]{1,18}")) {
      return Answer.invalid("cursor", "incidents.refused.cursor");
    }
    long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
    int size = Math.clamp(limit, 1, Page.SIZE_MAX);
    var found = database.read("listing incidents", tx -> store.list(tx, filter, before, size + 1));
    if (found.size() <= size) {
      return Answer.ok(new Page<>(found, null));
    }
    var items = found.subList(0, size);
    return Answer.ok(new Page<>(items, Long.toString(items.getLast().number())));
  }

  public Overview overview(int countMax) {
    return database.read(
        "reading open incidents",
        tx -> {
          var counts = store.countOpen(tx);
          return new Overview(store.open(tx, countMax), counts.open(), counts.unanswered());
        });
  }

  /** At most {@link #TIMELINE_COUNT_MAX} events; 0 begins at the beginning. */
  public List<Recorded> timeline(IncidentId id, int afterVersion) {
    return database.read(
        "reading the timeline of incident " + id, tx -> eventsAfter(tx, id, afterVersion));
  }

  public List<Recorded> eventsAfter(Handle tx, IncidentId id, int version) {
    return store.events(tx, id, version, TIMELINE_COUNT_MAX);
  }

  /** The file of a piece of evidence, and of no other incident's. */
  public Optional<Blob> file(IncidentId id, EvidenceId evidence) {
    return database.read(
        "reading evidence of incident " + id,
        tx -> find(tx, id).flatMap(incident -> file(tx, incident, evidence)));
  }

  private Optional<Blob> file(Handle tx, Incident incident, EvidenceId evidence) {
    return incident.evidence().stream()
        .filter(e -> e.id().equals(evidence))
        .map(Incident.Evidence::content)
        .filter(EvidenceContent.File.class::isInstance)
        .map(EvidenceContent.File.class::cast)
        .findFirst()
        .flatMap(file -> database.blobs().find(tx, file.blob()));
  }

  /** What a line of the timeline says to people. */
  public static Text sentence(IncidentEvent event) {
    return Sentences.of(event);
  }

  /** Why, in words of its own, where the sentence leaves that out. */
  public static Optional<Text> detail(IncidentEvent event) {
    return Optional.ofNullable(Sentences.detail(event));
  }

  public static Text word(Phase phase) {
    return Sentences.word(phase);
  }

  public static Text word(Priority priority) {
    return Sentences.word(priority);
  }

  public static Text word(Role role) {
    return Sentences.word(role);
  }

  private static Answer<List<IncidentEvent>> unlessChanged(
      List<IncidentEvent> events,
      List<IncidentEvent> history,
      @Nullable Integer seen,
      IncidentCommand command) {
    if (seen == null || events.isEmpty()) {
      return Answer.ok(events);
    }
    int version = history.size();
    if (seen < 0 || seen > version) {
      return Answer.conflict("incidents.refused.unknown-version", seen, version);
    }
    for (var since : history.subList(seen, version)) {
      if (since instanceof Deed deed && IncidentRules.clashes(command, since)) {
        return Answer.conflict(
            "incidents.refused.changed-meanwhile", Sentences.name(deed.by()), seen, version);
      }
    }
    return Answer.ok(events);
  }

  /** The index that keeps a group to one open incident may stand against a reopening. */
  private static Answer<Incident> unlessGroupIsOpen(Supplier<Answer<Incident>> work) {
    try {
      return work.get();
    } catch (StorageFault fault) {
      if (fault.getCause() != null
          && fault.getCause().getCause() instanceof SQLException cause
          && Objects.equals(cause.getSQLState(), UNIQUE_VIOLATION)
          && String.valueOf(cause.getMessage()).contains("incident_open_group")) {
        return Answer.conflict("incidents.refused.group-open");
      }
      throw fault;
    }
  }

  private List<IncidentEvent> history(Handle tx, IncidentId id) {
    return store.events(tx, id, 0, Integer.MAX_VALUE).stream().map(Recorded::event).toList();
  }

  private static Incident folded(IncidentId id, List<IncidentEvent> history) {
    return Objects.requireNonNull(IncidentFold.fold(id, history));
  }
}

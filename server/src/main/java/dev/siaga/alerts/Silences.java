package dev.siaga.alerts;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.storage.Database;
import dev.siaga.storage.NewJob;
import dev.siaga.storage.SqlText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/** The silences: in a table, and those that have not ended in memory on every node. */
final class Silences {
  /** The job that judges again, when a silence has ended, what still fires under it. */
  static final String ENDED_JOB = "alerts.silence-ended";

  private static final String SIGNAL = "alerts.silences";

  /** Each is asked about each alert. */
  private static final int CURRENT_MAX = 1_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Database database;
  private final InstantSource clock;
  private volatile List<Silence.Compiled> current = List.of();

  Silences(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    database.signals().on(SIGNAL, _ -> refresh());
    refresh();
  }

  /** Those that have not ended; the same list until one is added or ended. */
  List<Silence.Compiled> current() {
    return current;
  }

  /** One after the other: what was read first must not be kept last. */
  synchronized void refresh() {
    var silences =
        database.read(
            "reading silences",
            handle ->
                handle
                    .createQuery(Sql.NOT_ENDED.sql())
                    .bind("now", clock.instant())
                    .bind("most", 2 * CURRENT_MAX) // some may have been added at the same time
                    .map((row, _) -> silence(row))
                    .list());
    current = silences.stream().map(Silence::compile).toList();
  }

  Answer<Silence> add(
      List<Matcher> matchers, String reason, Actor author, Instant startsAt, Instant endsAt) {
    if (matchers.isEmpty() || matchers.size() > Silence.MATCHERS_MAX) {
      return Answer.invalid("matchers", "alerts.matchers-needed", Silence.MATCHERS_MAX);
    }
    if (reason.isBlank() || reason.length() > Silence.REASON_CHARS_MAX) {
      return Answer.invalid("reason", "alerts.silence-reason-needed", Silence.REASON_CHARS_MAX);
    }
    if (!endsAt.isAfter(startsAt) || !endsAt.isAfter(clock.instant())) {
      return Answer.invalid("endsAt", "alerts.silence-ends-before");
    }
    if (current.size() >= CURRENT_MAX) {
      refresh(); // some have run out since
    }
    if (current.size() >= CURRENT_MAX) {
      return Answer.conflict("alerts.silences-too-many", CURRENT_MAX);
    }
    var silence = new Silence(database.newId(), matchers, reason.strip(), author, startsAt, endsAt);
    database.inTransaction("adding a silence", tx -> insert(tx, silence));
    return Answer.ok(silence);
  }

  /** Ends a silence now; one that has ended stays as it is. */
  Answer<UUID> end(UUID id) {
    boolean exists =
        database.inTransaction(
            "ending a silence",
            tx -> {
              tx.createUpdate(Sql.END.sql()).bind("id", id).bind("now", clock.instant()).execute();
              database.jobs().cancel(tx, ENDED_JOB, id.toString());
              planEnd(tx, id, clock.instant());
              database.signals().send(tx, SIGNAL, "");
              return tx.createQuery(Sql.EXISTS.sql()).bind("id", id).mapTo(Boolean.class).one();
            });
    return exists ? Answer.ok(id) : Answer.notFound("alerts.no-such-silence", id);
  }

  Page<Silence> list(Part part) {
    return database.read(
        "listing silences",
        handle ->
            part.of(
                handle
                    .createQuery(Sql.LIST.sql())
                    .bind("most", part.countAndOne())
                    .bind("skip", part.skip())
                    .map((row, _) -> silence(row))
                    .list()));
  }

  private boolean insert(Handle tx, Silence silence) {
    tx.createUpdate(Sql.ADD.sql())
        .bind("id", silence.id())
        .bind("matchers", JSON.writeValueAsString(silence.matchers()))
        .bind("reason", silence.reason())
        .bind("author", silence.author().text())
        .bind("starts_at", silence.startsAt())
        .bind("ends_at", silence.endsAt())
        .bind("now", clock.instant())
        .execute();
    planEnd(tx, silence.id(), silence.endsAt());
    database.signals().send(tx, SIGNAL, "");
    return true;
  }

  private void planEnd(Handle tx, UUID id, Instant at) {
    database.jobs().plan(tx, new NewJob(ENDED_JOB, id.toString(), at, "{}"));
  }

  private static Silence silence(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Silence(
        row.getObject("id", UUID.class),
        List.of(JSON.readValue(row.getString("matchers"), Matcher[].class)),
        row.getString("reason"),
        Actor.parse(row.getString("author")),
        Objects.requireNonNull(AlertStore.instant(row, "starts_at")),
        Objects.requireNonNull(AlertStore.instant(row, "ends_at")));
  }

  enum Sql implements SqlText {
    ADD(
        """
        INSERT INTO silence (id, matchers, reason, author, starts_at, ends_at, created_at)
        VALUES (:id, CAST(:matchers AS jsonb), :reason, :author, :starts_at, :ends_at, :now)\
        """),
    END(
        "UPDATE silence SET ends_at = greatest(:now, starts_at + interval '1 microsecond')"
            + " WHERE id = :id AND ends_at > :now"),
    EXISTS("SELECT EXISTS (SELECT 1 FROM silence WHERE id = :id)"),
    NOT_ENDED(
        """
        SELECT id, matchers, reason, author, starts_at, ends_at
          FROM silence
         WHERE ends_at > :now
         ORDER BY ends_at DESC
         LIMIT :most\
        """),
    LIST(
        """
        SELECT id, matchers, reason, author, starts_at, ends_at
          FROM silence
         ORDER BY ends_at DESC, id
         LIMIT :most OFFSET :skip\
        """);

    private final String sql;

    Sql(String sql) {
      this.sql = sql;
    }

    @Override
    public String sql() {
      return sql;
    }
  }
}

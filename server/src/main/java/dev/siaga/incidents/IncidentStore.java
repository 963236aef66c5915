package dev.siaga.incidents;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Characters;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.storage.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Heads and timelines. Every statement they need is in {@link Sql}, and nowhere else. */
final class IncidentStore {
  long nextNumber(Handle tx) {
    return tx.createQuery(Sql.NEXT_NUMBER.sql()).mapTo(Long.class).one();
  }

  /** False, and nothing written, when another incident of the group is open. */
  boolean insert(Handle tx, Head head) {
    return HeadRow.bind(tx.createUpdate(Sql.INSERT.sql()), head).execute() == 1;
  }

  /** The version before refuses a lost update, should a lock ever be forgotten. */
  void update(Handle tx, Head head, int versionBefore) {
    int changed =
        HeadRow.bind(tx.createUpdate(Sql.UPDATE.sql()), head)
            .bind("version_before", versionBefore)
            .execute();
    if (changed != 1) {
      throw new IllegalStateException(
          "incident " + head.id() + " is no longer at version " + versionBefore);
    }
  }

  void append(Handle tx, IncidentId id, int versionBefore, List<? extends IncidentEvent> events) {
    var batch = tx.prepareBatch(Sql.APPEND.sql());
    int version = versionBefore;
    for (var event : events) {
      version++;
      batch
          .bind("incident_id", id.value())
          .bind("version", version)
          .bind("at", HeadRow.utc(event.at()))
          .bind("kind", IncidentCodec.kind(event))
          .bind("body", IncidentCodec.body(event))
          .add();
    }
    batch.execute();
  }

  /** Until the transaction ends nobody else changes this incident. */
  Optional<Head> lock(Handle tx, IncidentId id) {
    return tx.createQuery(Sql.LOCK.sql()).bind("id", id.value()).map(HeadRow::read).findOne();
  }

  Optional<Head> lockOpen(Handle tx, String groupKey) {
    return tx.createQuery(Sql.LOCK_OPEN.sql())
        .bind("group_key", groupKey)
        .map(HeadRow::read)
        .findOne();
  }

  Optional<IncidentId> byNumber(Handle tx, long number) {
    return tx.createQuery(Sql.BY_NUMBER.sql())
        .bind("number", number)
        .mapTo(UUID.class)
        .findOne()
        .map(IncidentId::new);
  }

  List<Recorded> events(Handle tx, IncidentId id, int afterVersion, int countMax) {
    return tx.createQuery(Sql.EVENTS.sql())
        .bind("id", id.value())
        .bind("after", afterVersion)
        .bind("count_max", countMax)
        .map((row, _) ->
            new Recorded(
                id,
                row.getInt("version"),
                IncidentCodec.event(row.getString("kind"), row.getString("body"))))
        .list();
  }

  List<Head> list(Handle tx, IncidentFilter filter, long beforeNumber, int countMax) {
    return tx.createQuery(Sql.LIST.sql())
        .bind("open", filter.open())
        .bind("phase", HeadRow.name(filter.phase()))
        .bind("priority", HeadRow.name(filter.priority()))
        .bind("service", HeadRow.text(filter.service()))
        .bind("team", HeadRow.text(filter.team()))
        .bind("text", searched(filter.text()))
        .bind("before", beforeNumber)
        .bind("count_max", countMax)
        .map(HeadRow::read)
        .list();
  }

  List<Head> open(Handle tx, int countMax) {
    return tx.createQuery(Sql.OPEN.sql()).bind("count_max", countMax).map(HeadRow::read).list();
  }

  Counts countOpen(Handle tx) {
    return tx.createQuery(Sql.COUNT_OPEN.sql())
        .map((row, _) -> new Counts(row.getInt("open"), row.getInt("unanswered")))
        .one();
  }

  /** How many are open, and how many of them nobody has answered. */
  record Counts(int open, int unanswered) {}

  private static @Nullable String searched(@Nullable String text) {
    return text == null || text.isBlank()
        ? null
        : Characters.storable(text.strip()).toLowerCase(Locale.ROOT);
  }

  void link(Handle tx, IncidentId incident, FiringAlert alert) {
    tx.createUpdate(Sql.LINK.sql())
        .bind("firing_id", alert.firing().value())
        .bind("incident_id", incident.value())
        .bind("alert_id", alert.alert().value())
        .bind("title", alert.title().text())
        .execute();
  }

  /** The firings of one alert that an incident has, ended or not. */
  List<Link> links(Handle tx, IncidentId incident, FiringAlert alert) {
    return tx.createQuery(Sql.LINKS.sql())
        .bind("incident_id", incident.value())
        .bind("alert_id", alert.alert().value())
        .map((row, _) ->
            new Link(
                new FiringId(row.getObject("firing_id", UUID.class)),
                row.getBoolean("ended"),
                row.getBoolean("lapsed")))
        .list();
  }

  /**
   * A firing of one alert as it belongs to one incident.
   *
   * @param lapsed ended by its sender's silence, and nobody has spoken of the alert since
   */
  record Link(FiringId firing, boolean ended, boolean lapsed) {}

  /** What had lapsed goes on in a firing that was heard. */
  void heard(Handle tx, IncidentId incident, AlertId alert) {
    tx.createUpdate(Sql.HEARD.sql())
        .bind("incident_id", incident.value())
        .bind("alert_id", alert.value())
        .execute();
  }

  Optional<IncidentId> anyOf(Handle tx, FiringId firing) {
    return tx.createQuery(Sql.ANY_OF.sql())
        .bind("firing_id", firing.value())
        .mapTo(UUID.class)
        .findFirst()
        .map(IncidentId::new);
  }

  /** The incidents for which this end of the firing is news. */
  List<IncidentId> unendedIn(Handle tx, FiringId firing, AlertEnd how) {
    return tx.createQuery(Sql.UNENDED_IN.sql())
        .bind("lapsed", how == AlertEnd.LAPSED)
        .bind("firing_id", firing.value())
        .mapTo(UUID.class)
        .map(IncidentId::new)
        .list();
  }

  /** Earlier firings of an alert whose end no incident has heard of, in the order of incidents. */
  List<Earlier> earlierNotOver(Handle tx, AlertId alert, FiringId current) {
    return tx.createQuery(Sql.EARLIER_NOT_OVER.sql())
        .bind("alert_id", alert.value())
        .bind("firing_id", current.value())
        .map((row, _) ->
            new Earlier(
                new IncidentId(row.getObject("incident_id", UUID.class)),
                new FiringId(row.getObject("firing_id", UUID.class))))
        .list();
  }

  /** A firing that another has followed, in one incident. */
  record Earlier(IncidentId incident, FiringId firing) {}

  /** The title of the alert; absent when that is no news. */
  Optional<Title> end(Handle tx, IncidentId incident, FiringId firing, AlertEnd how) {
    return tx.createQuery(Sql.END.sql())
        .bind("lapsed", how == AlertEnd.LAPSED)
        .bind("firing_id", firing.value())
        .bind("incident_id", incident.value())
        .mapTo(String.class)
        .findOne()
        .map(Title::new);
  }

  enum Sql implements SqlText {
    NEXT_NUMBER("SELECT nextval('incident_number')"),
    INSERT(
        """
        INSERT INTO incident (
            id, number, version, title, service, team, environment, group_key, phase, open,
            priority, noticed_by, lead, firings, firing, unanswered, held_until, started_at,
            detected_at, acknowledged_at, validated_at, mitigated_at, resolved_at, sources,
            updated_at)
        VALUES (
            :id, :number, :version, :title, :service, :team, :environment, :group_key, :phase,
            :open, :priority, :noticed_by, :lead, :firings, :firing, :unanswered, :held_until,
            :started_at, :detected_at, :acknowledged_at, :validated_at, :mitigated_at,
            :resolved_at, CAST(:sources AS jsonb), :updated_at)
            ON CONFLICT (group_key) WHERE open DO NOTHING
        """),
    /** Number, group, detection and who noticed are of the first event and never change. */
    UPDATE(
        """
        UPDATE incident
           SET version = :version, title = :title, service = :service, team = :team,
               environment = :environment, phase = :phase, open = :open, priority = :priority,
               lead = :lead, firings = :firings, firing = :firing, unanswered = :unanswered,
               held_until = :held_until, started_at = :started_at,
               acknowledged_at = :acknowledged_at, validated_at = :validated_at,
               mitigated_at = :mitigated_at, resolved_at = :resolved_at,
               sources = CAST(:sources AS jsonb), updated_at = :updated_at
         WHERE id = :id
           AND version = :version_before
        """),
    APPEND(
        """
        INSERT INTO incident_event (incident_id, version, at, kind, body)
        VALUES (:incident_id, :version, :at, :kind, CAST(:body AS jsonb))
        """),
    LOCK(
        """
        SELECT id, number, version, title, service, team, environment, group_key, phase, priority,
               noticed_by, lead, firings, firing, unanswered, held_until, started_at, detected_at,
               acknowledged_at, validated_at, mitigated_at, resolved_at, sources, updated_at
          FROM incident
         WHERE id = :id
           FOR UPDATE
        """),
    LOCK_OPEN(
        """
        SELECT id, number, version, title, service, team, environment, group_key, phase, priority,
               noticed_by, lead, firings, firing, unanswered, held_until, started_at, detected_at,
               acknowledged_at, validated_at, mitigated_at, resolved_at, sources, updated_at
          FROM incident
         WHERE group_key = :group_key
           AND open
           FOR UPDATE
        """),
    BY_NUMBER("SELECT id FROM incident WHERE number = :number"),
    EVENTS(
        """
        SELECT version, kind, body
          FROM incident_event
         WHERE incident_id = :id
           AND version > :after
         ORDER BY version
         LIMIT :count_max
        """),
    LIST(
        """
        SELECT id, number, version, title, service, team, environment, group_key, phase, priority,
               noticed_by, lead, firings, firing, unanswered, held_until, started_at, detected_at,
               acknowledged_at, validated_at, mitigated_at, resolved_at, sources, updated_at
          FROM incident
         WHERE number < :before
           AND (CAST(:open AS boolean) IS NULL OR open = CAST(:open AS boolean))
           AND (CAST(:phase AS text) IS NULL OR phase = CAST(:phase AS text))
           AND (CAST(:priority AS text) IS NULL OR priority = CAST(:priority AS text))
           AND (CAST(:service AS text) IS NULL OR service = CAST(:service AS text))
           AND (CAST(:team AS text) IS NULL OR team = CAST(:team AS text))
           AND (CAST(:text AS text) IS NULL
                OR position(CAST(:text AS text) IN lower(title)) > 0
                OR CAST(:text AS text) IN (CAST(number AS text), '#' || number))
         ORDER BY number DESC
         LIMIT :count_max
        """),
    OPEN(
        """
        SELECT id, number, version, title, service, team, environment, group_key, phase, priority,
               noticed_by, lead, firings, firing, unanswered, held_until, started_at, detected_at,
               acknowledged_at, validated_at, mitigated_at, resolved_at, sources, updated_at
          FROM incident
         WHERE open
         ORDER BY unanswered DESC, number DESC
         LIMIT :count_max
        """),
    COUNT_OPEN(
        """
        SELECT count(*) AS open, count(*) FILTER (WHERE unanswered) AS unanswered
          FROM incident
         WHERE open
        """),
    LINK(
        """
        INSERT INTO incident_alert (firing_id, incident_id, alert_id, title, ended)
        VALUES (:firing_id, :incident_id, :alert_id, :title, false)
            ON CONFLICT (firing_id, incident_id) DO UPDATE SET ended = false, lapsed = false
        """),
    LINKS(
        """
        SELECT firing_id, ended, lapsed
          FROM incident_alert
         WHERE incident_id = :incident_id
           AND alert_id = :alert_id
        """),
    ANY_OF(
        """
        SELECT incident_id
          FROM incident_alert
         WHERE firing_id = :firing_id
         ORDER BY incident_id DESC
         LIMIT 1
        """),
    HEARD(
        """
        UPDATE incident_alert
           SET lapsed = false
         WHERE incident_id = :incident_id
           AND alert_id = :alert_id
           AND lapsed
        """),
    UNENDED_IN(
        """
        SELECT incident_id
          FROM incident_alert
         WHERE firing_id = :firing_id
           AND (NOT ended OR (lapsed AND NOT :lapsed))
         ORDER BY incident_id
        """),
    EARLIER_NOT_OVER(
        """
        SELECT incident_id, firing_id
          FROM incident_alert
         WHERE alert_id = :alert_id
           AND firing_id <> :firing_id
           AND (NOT ended OR lapsed)
         ORDER BY incident_id, firing_id
        """),
    END(
        """
        UPDATE incident_alert
           SET ended = true, lapsed = :lapsed
         WHERE firing_id = :firing_id
           AND incident_id = :incident_id
           AND (NOT ended OR (lapsed AND NOT :lapsed))
        RETURNING title
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

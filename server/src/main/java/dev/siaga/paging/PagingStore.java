package dev.siaga.paging;

import dev.siaga.incidents.RoundEnd;
import dev.siaga.kernel.IncidentId;
import dev.siaga.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes the tables of paging. */
final class PagingStore {
  /** Nobody else decides about paging of this incident until the transaction ends. */
  Row lock(Handle tx, IncidentId incident, Instant now) {
    tx.createUpdate(Sql.MAKE.sql())
        .bind("incident", incident.value())
        .bind("state", json(State.NEW))
        .bind("now", utc(now))
        .execute();
    return tx.createQuery(Sql.LOCK.sql())
        .bind("incident", incident.value())
        .map((row, _) -> row(row))
        .one();
  }

  void save(Handle tx, Row row, Instant now) {
    tx.createUpdate(Sql.SAVE.sql())
        .bind("incident", row.incident().value())
        .bind("seen", row.seen())
        .bind("standing", standing(row.state().standing()))
        .bind("due", row.state().standing().due().map(PagingStore::utc).orElse(null))
        .bind("state", json(row.state()))
        .bind("now", utc(now))
        .execute();
  }

  Optional<Row> find(Handle handle, IncidentId incident) {
    return handle
        .createQuery(Sql.FIND.sql())
        .bind("incident", incident.value())
        .map((row, _) -> row(row))
        .findOne();
  }

  /** Those for which something is to be done later, in the order of their ids. */
  List<Row> waiting(Handle handle, @Nullable IncidentId after, int most) {
    return handle
        .createQuery(Sql.WAITING.sql())
        .bind("after", after == null ? new UUID(0, 0) : after.value())
        .bind("most", most)
        .map((row, _) -> row(row))
        .list();
  }

  /** Up to which version we have heard of each of these. */
  Map<IncidentId, Integer> seen(Handle handle, List<IncidentId> incidents) {
    var seen = new HashMap<IncidentId, Integer>();
    handle
        .createQuery(Sql.SEEN.sql())
        .bindArray("incidents", UUID.class, incidents.stream().map(IncidentId::value).toArray())
        .map((row, _) ->
            Map.entry(
                new IncidentId(row.getObject("incident_id", UUID.class)),
                row.getInt("seen_version")))
        .forEach(each -> seen.put(each.getKey(), each.getValue()));
    return seen;
  }

  void begin(Handle tx, IncidentId incident, Round round) {
    tx.createUpdate(Sql.BEGIN_ROUND.sql())
        .bind("incident", incident.value())
        .bind("round", round.number())
        .bind("cause", round.cause().name())
        .bind("lead_first", round.leadFirst())
        .bind("policy_name", round.policyName() == null ? null : round.policyName().value())
        .bind("policy_version", round.policyVersion())
        .bind("policy", PagingJson.MAPPER.writeValueAsString(round.policy()))
        .bind("began", utc(round.began()))
        .execute();
  }

  void end(Handle tx, IncidentId incident, Round round, RoundEnd why, Instant now) {
    tx.createUpdate(Sql.END_ROUND.sql())
        .bind("incident", incident.value())
        .bind("round", round.number())
        .bind("why", why.name())
        .bind("now", utc(now))
        .execute();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new IncidentId(row.getObject("incident_id", UUID.class)),
        row.getInt("seen_version"),
        PagingJson.MAPPER.readValue(row.getString("state"), State.class));
  }

  private static String json(State state) {
    return PagingJson.MAPPER.writeValueAsString(state);
  }

  static String standing(Standing standing) {
    return switch (standing) {
      case Standing.Idle _ -> "idle";
      case Standing.Held _ -> "held";
      case Standing.AwaitingTap _ -> "awaiting-tap";
      case Standing.Running _ -> "running";
      case Standing.Paused _ -> "paused";
      case Standing.Exhausted _ -> "exhausted";
    };
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  enum Sql implements SqlText {
    MAKE(
        """
        INSERT INTO paging_incident (incident_id, seen_version, standing, state, changed_at)
        VALUES (:incident, 0, 'idle', CAST(:state AS jsonb), :now)
        ON CONFLICT (incident_id) DO NOTHING
        """),
    LOCK(
        """
        SELECT incident_id, seen_version, state
          FROM paging_incident
         WHERE incident_id = :incident
           FOR UPDATE
        """),
    FIND(
        """
        SELECT incident_id, seen_version, state
          FROM paging_incident
         WHERE incident_id = :incident
        """),
    SAVE(
        """
        UPDATE paging_incident
           SET seen_version = :seen,
               standing = :standing,
               due_at = :due,
               state = CAST(:state AS jsonb),
               changed_at = :now
         WHERE incident_id = :incident
        """),
    WAITING(
        """
        SELECT incident_id, seen_version, state
          FROM paging_incident
         WHERE due_at IS NOT NULL
           AND incident_id > :after
         ORDER BY incident_id
         LIMIT :most
        """),
    SEEN(
        """
        SELECT incident_id, seen_version
          FROM paging_incident
         WHERE incident_id = ANY(:incidents)
        """),
    /** The partial unique index refuses a second open round. */
    BEGIN_ROUND(
        """
        INSERT INTO paging_round
               (incident_id, round, cause, lead_first, policy_name, policy_version, policy,
                began_at)
        VALUES (:incident, :round, :cause, :lead_first, :policy_name, :policy_version,
                CAST(:policy AS jsonb), :began)
        """),
    END_ROUND(
        """
        UPDATE paging_round
           SET ended_at = :now,
               end_why = :why
         WHERE incident_id = :incident
           AND round = :round
           AND ended_at IS NULL
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

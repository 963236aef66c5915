package dev.siaga.notify;

import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.BundleRules.Lane;
import dev.siaga.notify.RetryRules.Result;
import dev.siaga.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The tables of deliveries and lanes. */
final class DeliveryStore {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NOT_NEEDED = JSON.writeValueAsString(RetryRules.NOT_NEEDED);

  /** What can never share a letter has its own from the beginning. */
  boolean insert(Handle tx, Delivery delivery, Instant now) {
    var incident = delivery.incident();
    var person = delivery.person();
    return tx.createUpdate(Sql.PLAN.sql())
            .bind("key", delivery.key())
            .bind("urgency", delivery.urgency().name())
            .bind("incident", incident == null ? null : incident.value())
            .bind("person", person == null ? null : person.value())
            .bind("channel", delivery.channel().value())
            .bind("address", delivery.address())
            .bind("message", JSON.writerFor(Message.class).writeValueAsString(delivery.message()))
            .bind("letter", LaneKey.of(delivery).isPresent() ? null : delivery.key())
            .bind("now", utc(now))
            .execute()
        == 1;
  }

  /** Locks what left by this method so far; only one node at a time decides what leaves next. */
  Lane lock(Handle tx, LaneKey lane) {
    return bind(tx.createQuery(Sql.LOCK_LANE.sql()), lane)
        .map((row, _) -> new Lane(instant(row, "last_left_at"), instant(row, "next_bundle_at")))
        .one();
  }

  void left(Handle tx, LaneKey lane, Instant now) {
    bind(tx.createUpdate(Sql.LANE_LEFT.sql()), lane).bind("now", utc(now)).execute();
  }

  /** Sets when those that gather leave; null when nobody waits any more. */
  void gather(Handle tx, LaneKey lane, @Nullable Instant at) {
    bind(tx.createUpdate(Sql.LANE_GATHERS.sql()), lane).bind("at", utcOrNull(at)).execute();
  }

  /** It leaves alone and nobody else takes it any more; false when somebody has. */
  boolean seal(Handle tx, String key, Instant now) {
    return tx.createUpdate(Sql.SEAL.sql()).bind("key", key).bind("now", utc(now)).execute() == 1;
  }

  int sealWaiting(Handle tx, LaneKey lane, String letter, Instant now) {
    return bind(tx.createUpdate(Sql.SEAL_WAITING.sql()), lane)
        .bind("letter", letter)
        .bind("now", utc(now))
        .execute();
  }

  /** It waits for others until then; false when it left already. */
  boolean leavesAt(Handle tx, String key, Instant at) {
    return tx.createUpdate(Sql.LEAVES_AT.sql()).bind("key", key).bind("at", utc(at)).execute() == 1;
  }

  /**
   * Begins an attempt: the pages of the letter, by when they were planned. Those that the same
   * attempt had begun before a crash count as well, unless they were withdrawn since; what another
   * attempt has taken over does not.
   */
  List<DeliveryRow> begin(Handle tx, String letter, int attempt, Instant now) {
    return tx
        .createQuery(Sql.BEGIN.sql())
        .bind("letter", letter)
        .bind("attempt", attempt)
        .bind("not_needed", NOT_NEEDED)
        .bind("now", utc(now))
        .map((row, _) -> row(row))
        .stream()
        .filter(row -> row.state() == DeliveryState.SENDING)
        .sorted(Comparator.comparing(DeliveryRow::plannedAt).thenComparing(DeliveryRow::key))
        .toList();
  }

  /**
   * The keys whose state this attempt decided: none when another one did meanwhile.
   *
   * @return by key, whether the result stands: one that failed and was withdrawn while it was under
   *     way is given up instead
   */
  Map<String, Boolean> finish(Handle tx, String letter, int attempt, Result result, Instant now) {
    return tx
        .createQuery(Sql.FINISH.sql())
        .bind("letter", letter)
        .bind("attempt", attempt)
        .bind("state", result.state().name())
        .bind("failed", result.state() == DeliveryState.FAILED)
        .bind("not_needed", NOT_NEEDED)
        .bind("accepted_by", result.acceptedBy())
        .bind("provider_id", result.providerId())
        .bind("why", result.why() == null ? null : JSON.writeValueAsString(result.why()))
        .bind("next_try", utcOrNull(result.nextTry()))
        .bind("now", utc(now))
        .map((row, _) -> Map.entry(row.getString("key"), row.getBoolean("stands")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void putOff(Handle tx, String letter, Instant at) {
    tx.createUpdate(Sql.PUT_OFF.sql()).bind("letter", letter).bind("at", utc(at)).execute();
  }

  int withdraw(Handle tx, IncidentId incident, Instant now) {
    return tx.createUpdate(Sql.WITHDRAW.sql())
        .bind("incident", incident.value())
        .bind("not_needed", NOT_NEEDED)
        .bind("now", utc(now))
        .execute();
  }

  List<DeliveryView> ofIncident(Handle handle, IncidentId incident) {
    return handle
        .createQuery(Sql.OF_INCIDENT.sql())
        .bind("incident", incident.value())
        .map((row, _) -> view(row))
        .list();
  }

  int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(Sql.FORGET.sql())
        .bind("before", utc(before))
        .bind("most", most)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, LaneKey lane) {
    return statement
        .bind("person", lane.person().value())
        .bind("channel", lane.channel().value())
        .bind("address", lane.address())
        .bind("urgency", lane.urgency().name());
  }

  private static DeliveryRow row(ResultSet row) throws SQLException {
    var person = row.getString("person");
    var delivery =
        new Delivery(
            row.getString("key"),
            Urgency.valueOf(row.getString("urgency")),
            incident(row),
            person == null ? null : new Name(person),
            new Name(row.getString("channel")),
            row.getString("address"),
            JSON.readValue(row.getString("message"), Message.class));
    return new DeliveryRow(
        delivery,
        DeliveryState.valueOf(row.getString("state")),
        row.getString("letter"),
        row.getInt("attempt"),
        required(row, "planned_at"));
  }

  private static DeliveryView view(ResultSet row) throws SQLException {
    var person = row.getString("person");
    var why = row.getString("why");
    return new DeliveryView(
        row.getString("key"),
        Urgency.valueOf(row.getString("urgency")),
        incident(row),
        person == null ? null : new Name(person),
        new Name(row.getString("channel")),
        row.getString("address"),
        DeliveryState.valueOf(row.getString("state")),
        row.getInt("attempt"),
        row.getString("accepted_by"),
        row.getString("provider_id"),
        why == null ? null : JSON.readValue(why, Text.class),
        instant(row, "next_try"),
        required(row, "planned_at"),
        required(row, "changed_at"));
  }

  private static @Nullable IncidentId incident(ResultSet row) throws SQLException {
    var id = row.getObject("incident_id", UUID.class);
    return id == null ? null : new IncidentId(id);
  }

  private static Instant required(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant at) {
    return at == null ? null : utc(at);
  }

  enum Sql implements SqlText {
    PLAN(
        """
        INSERT INTO delivery (key, urgency, incident_id, person, channel, address, message, state,
                              letter, next_try, planned_at, changed_at)
        VALUES (:key, :urgency, :incident, :person, :channel, :address, CAST(:message AS jsonb),
                'PLANNED', :letter, :now, :now, :now)
            ON CONFLICT (key) DO NOTHING\
        """),
    /** Creates the lane when it is new; the update changes nothing, but locks the row. */
    LOCK_LANE(
        """
        INSERT INTO delivery_lane AS lane (person, channel, address, urgency)
        VALUES (:person, :channel, :address, :urgency)
            ON CONFLICT (person, channel, address, urgency)
            DO UPDATE SET last_left_at = lane.last_left_at
        RETURNING last_left_at, next_bundle_at\
        """),
    LANE_LEFT(
        """
        UPDATE delivery_lane
           SET last_left_at = :now, next_bundle_at = NULL
         WHERE person = :person AND channel = :channel AND address = :address
           AND urgency = :urgency\
        """),
    LANE_GATHERS(
        """
        UPDATE delivery_lane
           SET next_bundle_at = :at
         WHERE person = :person AND channel = :channel AND address = :address
           AND urgency = :urgency\
        """),
    SEAL(
        """
        UPDATE delivery
           SET letter = key, next_try = :now
         WHERE key = :key AND letter IS NULL AND state = 'PLANNED'\
        """),
    SEAL_WAITING(
        """
        UPDATE delivery
           SET letter = :letter, next_try = :now
         WHERE person = :person AND channel = :channel AND address = :address
           AND urgency = :urgency AND state = 'PLANNED' AND letter IS NULL\
        """),
    LEAVES_AT(
        """
        UPDATE delivery
           SET next_try = :at
         WHERE key = :key AND letter IS NULL AND state = 'PLANNED'\
        """),
    BEGIN(
        """
        UPDATE delivery
           SET state = CASE WHEN withdrawn THEN 'GIVEN_UP' ELSE 'SENDING' END,
               why = CASE WHEN withdrawn THEN CAST(:not_needed AS jsonb) ELSE why END,
               attempt = :attempt, next_try = NULL, changed_at = :now
         WHERE key IN (
                 SELECT key
                   FROM delivery
                  WHERE letter = :letter
                    AND (state IN ('PLANNED', 'FAILED') AND attempt = :attempt - 1
                         OR state = 'SENDING' AND attempt = :attempt)
                  ORDER BY key
                    FOR UPDATE)
        RETURNING key, urgency, incident_id, person, channel, address, message, state, letter,
                  attempt, planned_at\
        """),
    FINISH(
        """
        UPDATE delivery
           SET state = CASE WHEN withdrawn AND :failed THEN 'GIVEN_UP' ELSE :state END,
               accepted_by = :accepted_by, provider_id = :provider_id,
               why = CAST(CASE WHEN withdrawn AND :failed THEN :not_needed ELSE :why END AS jsonb),
               next_try = CASE WHEN withdrawn AND :failed THEN NULL
                               ELSE CAST(:next_try AS timestamptz) END,
               changed_at = :now
         WHERE key IN (
                 SELECT key
                   FROM delivery
                  WHERE letter = :letter AND state = 'SENDING' AND attempt = :attempt
                  ORDER BY key
                    FOR UPDATE)
        RETURNING key, NOT (withdrawn AND :failed) AS stands\
        """),
    PUT_OFF(
        """
        UPDATE delivery
           SET next_try = :at
         WHERE letter = :letter AND state IN ('PLANNED', 'FAILED')\
        """),
    /** What is under way can still arrive. */
    WITHDRAW(
        """
        UPDATE delivery
           SET withdrawn = true,
               state = CASE state WHEN 'SENDING' THEN state ELSE 'GIVEN_UP' END,
               why = CASE state WHEN 'SENDING' THEN why ELSE CAST(:not_needed AS jsonb) END,
               next_try = NULL, changed_at = :now
         WHERE key IN (
                 SELECT key
                   FROM delivery
                  WHERE incident_id = :incident AND state IN ('PLANNED', 'SENDING', 'FAILED')
                    AND urgency IN ('PAGE', 'LOUD')
                  ORDER BY key
                    FOR UPDATE)\
        """),
    OF_INCIDENT(
        """
        SELECT key, urgency, incident_id, person, channel, address, state, attempt, accepted_by,
               provider_id, why, next_try, planned_at, changed_at
          FROM delivery
         WHERE incident_id = :incident
         ORDER BY planned_at, key\
        """),
    FORGET(
        """
        DELETE FROM delivery
         WHERE key IN (
                 SELECT key
                   FROM delivery
                  WHERE changed_at < :before AND state IN ('ACCEPTED', 'GIVEN_UP')
                  LIMIT :most)\
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

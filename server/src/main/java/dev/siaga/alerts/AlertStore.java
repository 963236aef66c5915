package dev.siaga.alerts;

import dev.siaga.incidents.AlertEnd;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The tables of alerts and their firings, written many rows at a time. */
final class AlertStore {
  private static final Text NO_REASON = Text.of("alerts.reason.else");

  /** Inserts those that are not there yet, and tells which these were. */
  Set<AlertId> insert(Handle tx, List<AlertFold> folds) {
    if (folds.isEmpty()) {
      return Set.of();
    }
    var states = states(folds);
    return new HashSet<>(
        bound(tx.createQuery(Sql.INSERT.sql()), states)
            .bindArray("integrations", String.class, column(states, s -> s.integration().value()))
            .bindArray("labels", String.class, column(states, s -> AlertJson.write(s.labels())))
            .map((row, _) -> new AlertId(row.getObject(1, UUID.class)))
            .list());
  }

  /** Locks in the order of the keys, for the rest of the transaction. */
  Map<AlertId, AlertState> lock(Handle tx, Collection<AlertId> ids) {
    var states = new HashMap<AlertId, AlertState>();
    if (!ids.isEmpty()) {
      tx.createQuery(Sql.LOCK.sql())
          .bindArray("ids", UUID.class, ids.stream().map(AlertId::value).toArray())
          .map((row, _) -> state(row))
          .forEach(state -> states.put(state.id(), state));
    }
    return states;
  }

  void update(Handle tx, List<AlertFold> folds) {
    if (folds.isEmpty()) {
      return;
    }
    bound(tx.createUpdate(Sql.UPDATE.sql()), states(folds)).execute();
  }

  void saveFirings(Handle tx, List<AlertFold> folds) {
    var rows = new ArrayList<FiringRow>();
    for (var fold : folds) {
      var state = Objects.requireNonNull(fold.state(), "a changed alert has a state");
      fold.firings().forEach(firing -> rows.add(new FiringRow(state.id(), firing)));
    }
    if (rows.isEmpty()) {
      return;
    }
    withFirings(tx.createUpdate(Sql.SAVE_FIRINGS.sql()), rows, FiringRow::firing)
        .bindArray("alerts", UUID.class, column(rows, r -> r.alert().value()))
        .bindArray("ids", UUID.class, column(rows, r -> r.firing().id().value()))
        .execute();
  }

  /**
   * Those rows whose version is still the believed one are extended; their ids come back. All are
   * locked first, as {@link #lock} does it: an update takes rows in any order.
   */
  Set<AlertId> extendLeases(Handle tx, List<AlertState> states) {
    tx.createQuery(Sql.LOCK_KEYS.sql())
        .bindArray("ids", UUID.class, column(states, s -> s.id().value()))
        .mapTo(UUID.class)
        .list();
    return new HashSet<>(
        tx.createQuery(Sql.EXTEND_LEASES.sql())
            .bindArray("ids", UUID.class, column(states, s -> s.id().value()))
            .bindArray("versions", Integer.class, column(states, AlertState::version))
            .bindArray("sources", String.class, column(states, s -> AlertJson.write(s.sources())))
            .bindArray("lapses", Instant.class, column(states, AlertState::lapsesAt))
            .map((row, _) -> new AlertId(row.getObject(1, UUID.class)))
            .list());
  }

  /** Firing alerts whose last lease has run out, locked; those that somebody writes are left. */
  List<AlertState> lockLapsed(Handle tx, Instant at, int most) {
    return tx.createQuery(Sql.LOCK_LAPSED.sql())
        .bind("at", at)
        .bind("most", most)
        .map((row, _) -> state(row))
        .list();
  }

  /** Firing alerts that the gate answered by this rule, locked. */
  List<AlertState> lockJudgedBy(Handle tx, String rule, int most) {
    return tx.createQuery(Sql.LOCK_JUDGED_BY.sql())
        .bind("rule", rule)
        .bind("most", most)
        .map((row, _) -> state(row))
        .list();
  }

  private static <S extends SqlStatement<S>> S bound(S statement, List<AlertState> states) {
    return withFirings(statement, states, AlertState::firing)
        .bindArray("ids", UUID.class, column(states, s -> s.id().value()))
        .bindArray(
            "annotations", String.class, column(states, s -> AlertJson.write(s.annotations())))
        .bindArray("urls", String.class, column(states, AlertState::generatorUrl))
        .bindArray("titles", String.class, column(states, AlertState::title))
        .bindArray("services", String.class, column(states, s -> service(s.firing())))
        .bindArray(
            "environments", String.class, column(states, s -> s.firing().judgement().environment()))
        .bindArray("groups", String.class, column(states, s -> s.firing().judgement().groupKey()))
        .bindArray("versions", Integer.class, column(states, AlertState::version))
        .bindArray("firing_ids", UUID.class, column(states, s -> s.firing().id().value()))
        .bindArray("sources", String.class, column(states, s -> AlertJson.write(s.sources())))
        .bindArray("lapses", Instant.class, column(states, AlertState::lapsesAt));
  }

  /** The columns in which an alert and its firing's own row say the same. */
  private static <R, S extends SqlStatement<S>> S withFirings(
      S statement, List<R> rows, Function<? super R, Firing> of) {
    var firings = rows.stream().<Firing>map(of).toList();
    return statement
        .bindArray("started", Instant.class, column(firings, Firing::startedAt))
        .bindArray("ended", Instant.class, column(firings, Firing::endedAt))
        .bindArray("hows", String.class, column(firings, f -> name(f.how())))
        .bindArray("answers", String.class, column(firings, f -> f.judgement().answer().name()))
        .bindArray("rules", String.class, column(firings, f -> f.judgement().rule()))
        .bindArray(
            "reasons", String.class, column(firings, f -> AlertJson.write(f.judgement().reason())))
        .bindArray("resumed", Integer.class, column(firings, Firing::resumed));
  }

  static AlertState state(ResultSet row) throws SQLException {
    var service = row.getString("service");
    var place =
        new Judgement(
            service == null ? null : new Name(service),
            row.getString("environment"),
            row.getString("group_key"),
            GateAnswer.RECORD,
            "",
            NO_REASON);
    return new AlertState(
        new AlertId(row.getObject("id", UUID.class)),
        new Name(row.getString("integration")),
        Labels.of(AlertJson.texts(row.getString("labels"))),
        AlertJson.texts(row.getString("annotations")),
        row.getString("generator_url"),
        row.getInt("version"),
        firing(row, place),
        AlertJson.sources(row.getString("sources")));
  }

  /** A firing as its row says, in the place (service, environment, group) of its alert. */
  static Firing firing(ResultSet row, Judgement place) throws SQLException {
    var how = row.getString("ended_how");
    return new Firing(
        new FiringId(row.getObject("firing_id", UUID.class)),
        Objects.requireNonNull(instant(row, "started_at")),
        instant(row, "ended_at"),
        how == null ? null : AlertEnd.valueOf(how),
        new Judgement(
            place.service(),
            place.environment(),
            place.groupKey(),
            GateAnswer.valueOf(row.getString("answer")),
            row.getString("rule"),
            AlertJson.text(row.getString("reason"))),
        row.getInt("resumed"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static List<AlertState> states(List<AlertFold> folds) {
    return folds.stream()
        .map(fold -> Objects.requireNonNull(fold.state(), "only alerts that are there are written"))
        .toList();
  }

  private static @Nullable String service(Firing firing) {
    var service = firing.judgement().service();
    return service == null ? null : service.value();
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  private static <R> Object[] column(
      List<R> rows, Function<? super R, ? extends @Nullable Object> value) {
    var column = new Object[rows.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(rows.get(i));
    }
    return column;
  }

  private record FiringRow(AlertId alert, Firing firing) {}

  enum Sql implements SqlText {
    INSERT(
        """
        INSERT INTO alert
               (id, integration, labels, annotations, generator_url, title, service, environment,
                group_key, version, firing, firing_id, started_at, ended_at, ended_how, answer,
                rule, reason, resumed, sources, lapses_at)
        SELECT id, integration, CAST(labels AS jsonb), CAST(annotations AS jsonb), url, title,
               service, environment, group_key, version, ended_at IS NULL, firing_id, started_at,
               ended_at, ended_how, answer, rule, CAST(reason AS jsonb), resumed,
               CAST(sources AS jsonb), lapses_at
          FROM unnest(CAST(:ids AS uuid[]), CAST(:integrations AS text[]),
                      CAST(:labels AS text[]), CAST(:annotations AS text[]),
                      CAST(:urls AS text[]), CAST(:titles AS text[]),
                      CAST(:services AS text[]), CAST(:environments AS text[]),
                      CAST(:groups AS text[]), CAST(:versions AS integer[]),
                      CAST(:firing_ids AS uuid[]), CAST(:started AS timestamptz[]),
                      CAST(:ended AS timestamptz[]), CAST(:hows AS text[]),
                      CAST(:answers AS text[]), CAST(:rules AS text[]),
                      CAST(:reasons AS text[]), CAST(:resumed AS integer[]),
                      CAST(:sources AS text[]), CAST(:lapses AS timestamptz[]))
               AS new (id, integration, labels, annotations, url, title, service, environment,
                       group_key, version, firing_id, started_at, ended_at, ended_how, answer,
                       rule, reason, resumed, sources, lapses_at)
            ON CONFLICT (id) DO NOTHING
        RETURNING id\
        """),
    LOCK(
        """
        SELECT id, integration, labels, annotations, generator_url, service, environment, group_key,
               version, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
               sources
          FROM alert
         WHERE id = ANY (:ids)
         ORDER BY id
           FOR UPDATE\
        """),
    LOCK_KEYS("SELECT id FROM alert WHERE id = ANY (:ids) ORDER BY id FOR UPDATE"),
    UPDATE(
        """
        UPDATE alert
           SET annotations = CAST(new.annotations AS jsonb), generator_url = new.url,
               title = new.title, service = new.service, environment = new.environment,
               group_key = new.group_key, version = new.version, firing = new.ended_at IS NULL,
               firing_id = new.firing_id, started_at = new.started_at, ended_at = new.ended_at,
               ended_how = new.ended_how, answer = new.answer, rule = new.rule,
               reason = CAST(new.reason AS jsonb), resumed = new.resumed,
               sources = CAST(new.sources AS jsonb), lapses_at = new.lapses_at
          FROM unnest(CAST(:ids AS uuid[]), CAST(:annotations AS text[]),
                      CAST(:urls AS text[]), CAST(:titles AS text[]),
                      CAST(:services AS text[]), CAST(:environments AS text[]),
                      CAST(:groups AS text[]), CAST(:versions AS integer[]),
                      CAST(:firing_ids AS uuid[]), CAST(:started AS timestamptz[]),
                      CAST(:ended AS timestamptz[]), CAST(:hows AS text[]),
                      CAST(:answers AS text[]), CAST(:rules AS text[]),
                      CAST(:reasons AS text[]), CAST(:resumed AS integer[]),
                      CAST(:sources AS text[]), CAST(:lapses AS timestamptz[]))
               AS new (id, annotations, url, title, service, environment, group_key, version,
                       firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
                       sources, lapses_at)
         WHERE alert.id = new.id\
        """),
    SAVE_FIRINGS(
        """
        INSERT INTO firing
               (alert_id, id, started_at, ended_at, ended_how, answer, rule, reason, resumed)
        SELECT alert_id, id, started_at, ended_at, ended_how, answer, rule, CAST(reason AS jsonb),
               resumed
          FROM unnest(CAST(:alerts AS uuid[]), CAST(:ids AS uuid[]),
                      CAST(:started AS timestamptz[]), CAST(:ended AS timestamptz[]),
                      CAST(:hows AS text[]), CAST(:answers AS text[]), CAST(:rules AS text[]),
                      CAST(:reasons AS text[]), CAST(:resumed AS integer[]))
               AS new (alert_id, id, started_at, ended_at, ended_how, answer, rule, reason, resumed)
            ON CONFLICT (alert_id, id) DO UPDATE
           SET started_at = excluded.started_at, ended_at = excluded.ended_at,
               ended_how = excluded.ended_how, answer = excluded.answer, rule = excluded.rule,
               reason = excluded.reason, resumed = excluded.resumed\
        """),
    EXTEND_LEASES(
        """
        UPDATE alert
           SET sources = CAST(new.sources AS jsonb),
               lapses_at = CASE WHEN new.lapses_at IS NULL THEN NULL
                                ELSE greatest(alert.lapses_at, new.lapses_at) END
          FROM unnest(CAST(:ids AS uuid[]), CAST(:versions AS integer[]),
                      CAST(:sources AS text[]), CAST(:lapses AS timestamptz[])) AS new (id, version, sources, lapses_at)
         WHERE alert.id = new.id AND alert.version = new.version AND alert.firing
        RETURNING alert.id\
        """),
    LOCK_LAPSED(
        """
        SELECT id, integration, labels, annotations, generator_url, service, environment, group_key,
               version, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
               sources
          FROM alert
         WHERE firing AND lapses_at <= :at
         ORDER BY id
         LIMIT :most
           FOR UPDATE SKIP LOCKED\
        """),
    LOCK_JUDGED_BY(
        """
        SELECT id, integration, labels, annotations, generator_url, service, environment, group_key,
               version, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
               sources
          FROM alert
         WHERE firing AND rule = :rule
         ORDER BY id
         LIMIT :most
           FOR UPDATE\
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

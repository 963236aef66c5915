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
import java.time.temporal.ChronoUnit;
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

  /** Inserts those that are not there yet, with their latest firing; tells which these were. */
  Set<AlertId> insert(Handle tx, List<AlertFold> folds) {
    if (folds.isEmpty()) {
      return Set.of();
    }
    var states = states(folds);
    return new HashSet<>(
        bound(tx.createQuery(Sql.INSERT.sql()), states)
            .bind("integrations", texts(states, s -> s.integration().value()))
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

  /** Those of the batch; the latest of a new alert is there already. */
  void saveFirings(Handle tx, List<AlertFold> folds) {
    var rows = new ArrayList<FiringRow>();
    for (var fold : folds) {
      var state = Objects.requireNonNull(fold.state(), "a changed alert has a state");
      fold.firings().stream()
          .filter(firing -> fold.before() != null || !firing.id().equals(state.firing().id()))
          .forEach(firing -> rows.add(new FiringRow(state.id(), firing)));
    }
    if (rows.isEmpty()) {
      return;
    }
    withFirings(tx.createUpdate(Sql.SAVE_FIRINGS.sql()), rows, FiringRow::firing)
        .bind("alerts", texts(rows, r -> r.alert().toString()))
        .bind("ids", texts(rows, r -> r.firing().id().toString()))
        .execute();
  }

  /**
   * Those rows whose version is still the believed one are extended; their ids come back. Sources
   * that another node hears are left as they are. All are locked first, as {@link #lock} does it:
   * an update takes rows in any order.
   */
  Set<AlertId> extendLeases(Handle tx, List<Beliefs.Extension> leases) {
    tx.createQuery(Sql.LOCK_KEYS.sql())
        .bindArray("ids", UUID.class, leases.stream().map(e -> e.id().value()).toArray())
        .mapTo(UUID.class)
        .list();
    return new HashSet<>(
        tx.createQuery(Sql.EXTEND_LEASES.sql())
            .bind("ids", texts(leases, e -> e.id().toString()))
            .bind("versions", integers(leases, Beliefs.Extension::version))
            .bind("heard", texts(leases, e -> AlertJson.write(e.heard())))
            .bind("lapses", micros(leases, Beliefs.Extension::lapsesAt))
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

  /** Of an integration that has few: no index leads there. */
  List<Labels> firingLabels(Handle tx, Name integration) {
    return tx.createQuery(Sql.FIRING_LABELS.sql())
        .bind("integration", integration.value())
        .map((row, _) -> Labels.of(AlertJson.texts(row.getString("labels"))))
        .list();
  }

  private static <S extends SqlStatement<S>> S bound(S statement, List<AlertState> states) {
    return withFirings(statement, states, AlertState::firing)
        .bind("ids", texts(states, s -> s.id().toString()))
        .bind("labels", texts(states, s -> AlertJson.write(s.labels().map())))
        .bind("annotations", texts(states, s -> AlertJson.write(s.annotations())))
        .bind("urls", texts(states, AlertState::generatorUrl))
        .bind("titles", texts(states, AlertState::title))
        .bind("services", texts(states, s -> service(s.firing())))
        .bind("environments", texts(states, s -> s.firing().judgement().environment()))
        .bind("groups", texts(states, s -> s.firing().judgement().groupKey()))
        .bind("versions", integers(states, AlertState::version))
        .bind("firing_ids", texts(states, s -> s.firing().id().toString()))
        .bind("sources", texts(states, s -> AlertJson.write(s.sources())))
        .bind("lapses", micros(states, AlertState::lapsesAt));
  }

  /** The columns in which an alert and its firing's own row say the same. */
  private static <R, S extends SqlStatement<S>> S withFirings(
      S statement, List<R> rows, Function<? super R, Firing> of) {
    var firings = rows.stream().<Firing>map(of).toList();
    return statement
        .bind("started", micros(firings, Firing::startedAt))
        .bind("ended", micros(firings, Firing::endedAt))
        .bind("hows", texts(firings, f -> name(f.how())))
        .bind("answers", texts(firings, f -> f.judgement().answer().name()))
        .bind("rules", texts(firings, f -> f.judgement().rule()))
        .bind("reasons", texts(firings, f -> AlertJson.write(f.judgement().reason())))
        .bind("resumed", integers(firings, Firing::resumed));
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

  private static <R> @Nullable String[] texts(
      List<R> rows, Function<? super R, ? extends @Nullable String> value) {
    return column(rows, new String[rows.size()], value);
  }

  private static <R> @Nullable Integer[] integers(
      List<R> rows, Function<? super R, Integer> value) {
    return column(rows, new Integer[rows.size()], value);
  }

  /** Instants as microseconds since 1970, which is what PostgreSQL keeps of them. */
  private static <R> @Nullable Long[] micros(
      List<R> rows, Function<? super R, ? extends @Nullable Instant> value) {
    return column(
        rows,
        new Long[rows.size()],
        row -> {
          var at = value.apply(row);
          return at == null ? null : Instant.EPOCH.until(at, ChronoUnit.MICROS);
        });
  }

  private static <R, V> @Nullable V[] column(
      List<R> rows, @Nullable V[] column, Function<? super R, ? extends @Nullable V> value) {
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(rows.get(i));
    }
    return column;
  }

  private record FiringRow(AlertId alert, Firing firing) {}

  enum Sql implements SqlText {
    INSERT(
        """
        WITH inserted AS (
        INSERT INTO alert
               (id, integration, labels, annotations, generator_url, title, service, environment,
                group_key, version, firing, firing_id, started_at, ended_at, ended_how, answer,
                rule, reason, resumed, sources, lapses_at)
        SELECT CAST(id AS uuid), integration, CAST(labels AS jsonb), CAST(annotations AS jsonb), url,
               title, service, environment, group_key, version, ended_at IS NULL,
               CAST(firing_id AS uuid),
               TIMESTAMPTZ 'epoch' + started_at * INTERVAL '1 microsecond',
               TIMESTAMPTZ 'epoch' + ended_at * INTERVAL '1 microsecond',
               ended_how, answer, rule, CAST(reason AS jsonb), resumed, CAST(sources AS jsonb),
               TIMESTAMPTZ 'epoch' + lapses_at * INTERVAL '1 microsecond'
          FROM unnest(CAST(:ids AS text[]), CAST(:integrations AS text[]),
                      CAST(:labels AS text[]), CAST(:annotations AS text[]),
                      CAST(:urls AS text[]), CAST(:titles AS text[]),
                      CAST(:services AS text[]), CAST(:environments AS text[]),
                      CAST(:groups AS text[]), CAST(:versions AS integer[]),
                      CAST(:firing_ids AS text[]), CAST(:started AS bigint[]),
                      CAST(:ended AS bigint[]), CAST(:hows AS text[]),
                      CAST(:answers AS text[]), CAST(:rules AS text[]),
                      CAST(:reasons AS text[]), CAST(:resumed AS integer[]),
                      CAST(:sources AS text[]), CAST(:lapses AS bigint[]))
               AS new (id, integration, labels, annotations, url, title, service, environment,
                       group_key, version, firing_id, started_at, ended_at, ended_how, answer,
                       rule, reason, resumed, sources, lapses_at)
            ON CONFLICT (id) DO NOTHING
        RETURNING id, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed)
        INSERT INTO firing
               (alert_id, id, started_at, ended_at, ended_how, answer, rule, reason, resumed)
        SELECT id, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed
          FROM inserted
        RETURNING alert_id\
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
           SET labels = CAST(new.labels AS jsonb), annotations = CAST(new.annotations AS jsonb),
               generator_url = new.url, title = new.title, service = new.service, environment = new.environment,
               group_key = new.group_key, version = new.version, firing = new.ended_at IS NULL,
               firing_id = CAST(new.firing_id AS uuid),
               started_at = TIMESTAMPTZ 'epoch' + new.started_at * INTERVAL '1 microsecond',
               ended_at = TIMESTAMPTZ 'epoch' + new.ended_at * INTERVAL '1 microsecond',
               ended_how = new.ended_how, answer = new.answer, rule = new.rule,
               reason = CAST(new.reason AS jsonb), resumed = new.resumed,
               sources = CAST(new.sources AS jsonb),
               lapses_at = TIMESTAMPTZ 'epoch' + new.lapses_at * INTERVAL '1 microsecond'
          FROM unnest(CAST(:ids AS text[]), CAST(:labels AS text[]),
                      CAST(:annotations AS text[]),
                      CAST(:urls AS text[]), CAST(:titles AS text[]),
                      CAST(:services AS text[]), CAST(:environments AS text[]),
                      CAST(:groups AS text[]), CAST(:versions AS integer[]),
                      CAST(:firing_ids AS text[]), CAST(:started AS bigint[]),
                      CAST(:ended AS bigint[]), CAST(:hows AS text[]),
                      CAST(:answers AS text[]), CAST(:rules AS text[]),
                      CAST(:reasons AS text[]), CAST(:resumed AS integer[]),
                      CAST(:sources AS text[]), CAST(:lapses AS bigint[]))
               AS new (id, labels, annotations, url, title, service, environment, group_key, version,
                       firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
                       sources, lapses_at)
         WHERE alert.id = CAST(new.id AS uuid)\
        """),
    SAVE_FIRINGS(
        """
        INSERT INTO firing
               (alert_id, id, started_at, ended_at, ended_how, answer, rule, reason, resumed)
        SELECT CAST(alert_id AS uuid), CAST(id AS uuid),
               TIMESTAMPTZ 'epoch' + started_at * INTERVAL '1 microsecond',
               TIMESTAMPTZ 'epoch' + ended_at * INTERVAL '1 microsecond',
               ended_how, answer, rule, CAST(reason AS jsonb), resumed
          FROM unnest(CAST(:alerts AS text[]), CAST(:ids AS text[]),
                      CAST(:started AS bigint[]), CAST(:ended AS bigint[]),
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
           SET sources = alert.sources || CAST(new.heard AS jsonb),
               lapses_at = CASE WHEN alert.lapses_at IS NOT NULL
                                THEN greatest(
                                    alert.lapses_at,
                                    TIMESTAMPTZ 'epoch' + new.lapses_at * INTERVAL '1 microsecond')
                           END
          FROM unnest(CAST(:ids AS text[]), CAST(:versions AS integer[]),
                      CAST(:heard AS text[]), CAST(:lapses AS bigint[]))
               AS new (id, version, heard, lapses_at)
         WHERE alert.id = CAST(new.id AS uuid) AND alert.version = new.version AND alert.firing
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
    FIRING_LABELS("SELECT labels FROM alert WHERE firing AND integration = :integration"),
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

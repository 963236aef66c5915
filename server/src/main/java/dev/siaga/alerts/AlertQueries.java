package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.storage.Database;
import dev.siaga.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads alerts for people: newest first, a page at a time. */
final class AlertQueries {
  /** Rows looked at before a filter that the database can't answer gives up on a page. */
  private static final int SCAN_ROWS_MAX = 20_000;

  /** Among so many of the newest a label that many have is found often enough. */
  private static final int LOOKED_AT = 2_000;

  private static final int FIRINGS_MAX = 200;
  private final Database database;

  AlertQueries(Database database) {
    this.database = database;
  }

  Optional<Alert> find(AlertId id) {
    return database.read(
        "reading an alert",
        handle ->
            handle
                .createQuery(Sql.FIND.sql())
                .bind("id", id.value())
                .map((row, _) -> alert(AlertStore.state(row)))
                .findOne());
  }

  /** Equal matchers are asked of the database; the rest is held against what it gives. */
  Page<Alert> list(AlertFilter filter, @Nullable String cursor, int limit) {
    var equal =
        filter.labels().stream()
            .filter(m -> m.operator() == Matcher.Operator.EQUAL && !m.value().isEmpty())
            .collect(Collectors.toMap(Matcher::name, Matcher::value, (a, _) -> a));
    var tests = filter.labels().stream().map(Matcher::compile).toList();
    return database.read(
        "listing alerts",
        handle -> {
          var found = new ArrayList<Alert>();
          var from = Position.parse(cursor);
          for (int scanned = 0; scanned < SCAN_ROWS_MAX; ) {
            var rows = rows(handle, filter, equal, from, limit + 1);
            for (var alert : rows) {
              if (tests.stream().allMatch(test -> test.holds(alert.labels()))) {
                if (found.size() == limit) {
                  return new Page<>(found, Position.of(found.getLast()).text());
                }
                found.add(alert);
              }
              from = Position.of(alert);
            }
            if (rows.size() <= limit) {
              return new Page<>(found, null);
            }
            scanned += rows.size();
          }
          return new Page<>(found, from.text());
        });
  }

  int count(AlertFilter filter) {
    return database.read(
        "counting alerts",
        handle ->
            handle
                .createQuery(Sql.COUNT.sql())
                .bind("firing", filter.firing())
                .bind("answer", filter.answer() == null ? null : filter.answer().name())
                .mapTo(Integer.class)
                .one());
  }

  Page<RecordedGroup> recorded(Instant since, Part part) {
    return database.read(
        "counting recorded alerts",
        handle ->
            part.of(
                handle
                    .createQuery(Sql.RECORDED.sql())
                    .bind("since", since)
                    .bind("most", part.countAndOne())
                    .bind("skip", part.skip())
                    .map((row, _) -> recorded(row))
                    .list()));
  }

  private static RecordedGroup recorded(ResultSet row) throws SQLException {
    return new RecordedGroup(
        row.getString("group_key"),
        name(row.getString("service")),
        row.getString("title"),
        row.getInt("alerts"),
        row.getInt("firing"),
        Objects.requireNonNull(AlertStore.instant(row, "last_started_at")));
  }

  List<Firing> firings(AlertId id, Judgement ofAlert) {
    return database.read(
        "reading firings",
        handle ->
            handle
                .createQuery(Sql.FIRINGS.sql())
                .bind("id", id.value())
                .bind("most", FIRINGS_MAX)
                .map((row, _) -> AlertStore.firing(row, ofAlert))
                .list());
  }

  /**
   * A label that many have is found among the newest in the order of the list; one that few have by
   * the index of labels. Which of the two it is the planner often guesses wrong, so both are asked,
   * the cheap one first.
   */
  private static List<Alert> rows(
      Handle handle, AlertFilter filter, Map<String, String> equal, Position from, int most) {
    if (!Boolean.TRUE.equals(filter.firing())) {
      var all = handle.createQuery(Sql.LIST.sql()).bind("firing", filter.firing());
      return rows(all, filter, equal, from, most);
    }
    if (!equal.isEmpty()) {
      var newest = handle.createQuery(Sql.LIST_NEWEST_FIRING.sql()).bind("looked_at", LOOKED_AT);
      var found = rows(newest, filter, equal, from, most);
      if (found.size() == most) {
        return found;
      }
    }
    return rows(handle.createQuery(Sql.LIST_FIRING.sql()), filter, equal, from, most);
  }

  private static List<Alert> rows(
      Query query, AlertFilter filter, Map<String, String> equal, Position from, int most) {
    return query
        .addCustomizer(Database.PLANNED_EACH_TIME) // the plan for any values takes twice as long
        .bind("answer", filter.answer() == null ? null : filter.answer().name())
        .bind("service", filter.service() == null ? null : filter.service().value())
        .bind("integration", filter.integration() == null ? null : filter.integration().value())
        .bind("labels", AlertJson.write(equal))
        .bind("at", from.at())
        .bind("id", from.id())
        .bind("most", most)
        .map((row, _) -> alert(AlertStore.state(row)))
        .list();
  }

  private static Alert alert(AlertState state) {
    return new Alert(
        state.id(),
        state.integration(),
        state.labels(),
        state.annotations(),
        state.generatorUrl(),
        state.title(),
        state.version(),
        state.firing());
  }

  private static @Nullable Name name(@Nullable String name) {
    return name == null ? null : new Name(name);
  }

  /** Where a page ends: the next begins with what comes after it in the order of the list. */
  private record Position(Instant at, UUID id) {
    private static final Position START =
        new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    static Position of(Alert alert) {
      return new Position(alert.firing().startedAt(), alert.id().value());
    }

    static Position parse(@Nullable String cursor) {
      if (cursor == null) {
        return START;
      }
      try {
        int comma = cursor.indexOf('_');
        return new Position(
            Instant.parse(cursor.substring(0, comma)),
            UUID.fromString(cursor.substring(comma + 1)));
      } catch (RuntimeException notOurs) {
        return START;
      }
    }

    String text() {
      return at + "_" + id;
    }
  }

  enum Sql implements SqlText {
    FIND(
        """
        SELECT id, integration, labels, annotations, generator_url, service, environment, group_key,
               version, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
               sources
          FROM alert
         WHERE id = :id\
        """),
    LIST(
        """
        SELECT id, integration, labels, annotations, generator_url, service, environment, group_key,
               version, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
               sources
          FROM alert
         WHERE (CAST(:firing AS boolean) IS NULL OR firing = :firing)
           AND (CAST(:answer AS text) IS NULL OR answer = :answer)
           AND (CAST(:service AS text) IS NULL OR service = :service)
           AND (CAST(:integration AS text) IS NULL OR integration = :integration)
           AND labels @> CAST(:labels AS jsonb)
           AND (started_at, id) < (:at, :id)
         ORDER BY started_at DESC, id DESC
         LIMIT :most\
        """),
    LIST_NEWEST_FIRING(
        """
        SELECT id, integration, labels, annotations, generator_url, service, environment, group_key,
               version, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
               sources
          FROM (SELECT id, integration, labels, annotations, generator_url, service, environment,
                       group_key, version, firing_id, started_at, ended_at, ended_how, answer, rule,
                       reason, resumed, sources
                  FROM alert
                 WHERE firing
                   AND (started_at, id) < (:at, :id)
                 ORDER BY started_at DESC, id DESC
                 LIMIT :looked_at) AS newest
         WHERE (CAST(:answer AS text) IS NULL OR answer = :answer)
           AND (CAST(:service AS text) IS NULL OR service = :service)
           AND (CAST(:integration AS text) IS NULL OR integration = :integration)
           AND labels @> CAST(:labels AS jsonb)
         ORDER BY started_at DESC, id DESC
         LIMIT :most\
        """),
    LIST_FIRING(
        """
        SELECT id, integration, labels, annotations, generator_url, service, environment, group_key,
               version, firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed,
               sources
          FROM alert
         WHERE firing
           AND (CAST(:answer AS text) IS NULL OR answer = :answer)
           AND (CAST(:service AS text) IS NULL OR service = :service)
           AND (CAST(:integration AS text) IS NULL OR integration = :integration)
           AND labels @> CAST(:labels AS jsonb)
           AND (started_at, id) < (:at, :id)
         ORDER BY started_at DESC, id DESC
         LIMIT :most\
        """),
    COUNT(
        """
        SELECT count(*)
          FROM alert
         WHERE (CAST(:firing AS boolean) IS NULL OR firing = :firing)
           AND (CAST(:answer AS text) IS NULL OR answer = :answer)\
        """),
    RECORDED(
        """
        SELECT group_key, min(service) AS service, max(title) AS title, count(*) AS alerts,
               count(*) FILTER (WHERE firing) AS firing, max(started_at) AS last_started_at
          FROM alert
         WHERE answer = 'RECORD' AND (firing OR ended_at > :since)
         GROUP BY group_key
         ORDER BY max(started_at) DESC, group_key
         LIMIT :most OFFSET :skip\
        """),
    FIRINGS(
        """
        SELECT id AS firing_id, started_at, ended_at, ended_how, answer, rule, reason, resumed
          FROM firing
         WHERE alert_id = :id
         ORDER BY id DESC
         LIMIT :most\
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

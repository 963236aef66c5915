package dev.siaga.incidents;

import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** How a head lies in its row. */
final class HeadRow {
  private HeadRow() {}

  /** The sources of the times, together in one column: nothing is ever searched by them. */
  private record Sources(
      Text started,
      Text detected,
      @Nullable Text acknowledged,
      @Nullable Text validated,
      @Nullable Text mitigated,
      @Nullable Text resolved) {
    static Sources of(Times times) {
      return new Sources(
          times.started().source(),
          times.detected().source(),
          source(times.acknowledged()),
          source(times.validated()),
          source(times.mitigated()),
          source(times.resolved()));
    }

    private static @Nullable Text source(@Nullable Moment moment) {
      return moment == null ? null : moment.source();
    }
  }

  static <T extends SqlStatement<T>> T bind(T statement, Head head) {
    var affected = head.affected();
    return bindTimes(statement, head)
        .bind("id", head.id().value())
        .bind("number", head.number())
        .bind("version", head.version())
        .bind("title", head.title().text())
        .bind("service", text(affected.service()))
        .bind("team", text(affected.team()))
        .bind("environment", affected.environment())
        .bind("group_key", head.groupKey())
        .bind("phase", head.phase().name())
        .bind("open", head.open())
        .bind("priority", name(head.priority()))
        .bind("noticed_by", head.noticedBy().name())
        .bind("lead", text(head.lead()))
        .bind("firings", head.firings())
        .bind("firing", head.firing())
        .bind("unanswered", head.unanswered());
  }

  private static <T extends SqlStatement<T>> T bindTimes(T statement, Head head) {
    var times = head.times();
    return statement
        .bind("held_until", utc(head.heldUntil()))
        .bind("started_at", utc(times.started().at()))
        .bind("detected_at", utc(times.detected().at()))
        .bind("acknowledged_at", at(times.acknowledged()))
        .bind("validated_at", at(times.validated()))
        .bind("mitigated_at", at(times.mitigated()))
        .bind("resolved_at", at(times.resolved()))
        .bind("sources", IncidentCodec.JSON.writeValueAsString(Sources.of(times)))
        .bind("updated_at", utc(head.updatedAt()));
  }

  static Head read(ResultSet row, StatementContext context) throws SQLException {
    var priority = row.getString("priority");
    var updated = instant(row, "updated_at");
    return new Head(
        new IncidentId(row.getObject("id", UUID.class)),
        row.getLong("number"),
        row.getInt("version"),
        new Title(row.getString("title")),
        new Affected(name(row, "service"), name(row, "team"), row.getString("environment")),
        row.getString("group_key"),
        Phase.valueOf(row.getString("phase")),
        priority == null ? null : Priority.valueOf(priority),
        NoticedBy.valueOf(row.getString("noticed_by")),
        name(row, "lead"),
        row.getInt("firings"),
        row.getInt("firing"),
        row.getBoolean("unanswered"),
        instant(row, "held_until"),
        times(row),
        needed(updated));
  }

  private static Times times(ResultSet row) throws SQLException {
    var sources = IncidentCodec.JSON.readValue(row.getString("sources"), Sources.class);
    return new Times(
        new Moment(needed(instant(row, "started_at")), sources.started()),
        new Moment(needed(instant(row, "detected_at")), sources.detected()),
        moment(instant(row, "acknowledged_at"), sources.acknowledged()),
        moment(instant(row, "validated_at"), sources.validated()),
        moment(instant(row, "mitigated_at"), sources.mitigated()),
        moment(instant(row, "resolved_at"), sources.resolved()));
  }

  private static @Nullable Moment moment(@Nullable Instant at, @Nullable Text source) {
    return at == null || source == null ? null : new Moment(at, source);
  }

  private static Instant needed(@Nullable Instant at) {
    if (at == null) {
      throw new IllegalStateException("a time that is never absent is absent");
    }
    return at;
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime at(@Nullable Moment moment) {
    return moment == null ? null : utc(moment.at());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable Name name(ResultSet row, String column) throws SQLException {
    var text = row.getString(column);
    return text == null ? null : new Name(text);
  }

  static @Nullable String text(@Nullable Name name) {
    return name == null ? null : name.value();
  }

  static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }
}

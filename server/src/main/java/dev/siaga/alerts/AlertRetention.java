package dev.siaga.alerts;

import dev.siaga.storage.SqlText;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Lets go of alerts and firings that ended long ago, a limited number each time. */
final class AlertRetention {
  static final int ROWS_MAX = 20_000;

  private AlertRetention() {}

  /** Whether there are alerts now of which somebody may still believe something. */
  static boolean run(Handle tx, Instant before) {
    delete(tx, Sql.FIRINGS, before);
    delete(tx, Sql.SILENCES, before);
    return delete(tx, Sql.ALERTS, before) > 0;
  }

  private static int delete(Handle tx, Sql sql, Instant before) {
    return tx.createUpdate(sql.sql()).bind("before", before).bind("most", ROWS_MAX).execute();
  }

  enum Sql implements SqlText {
    FIRINGS(
        """
        DELETE FROM firing
         WHERE (alert_id, id) IN (
               SELECT alert_id, id FROM firing WHERE ended_at < :before LIMIT :most)\
        """),
    ALERTS(
        """
        DELETE FROM alert
         WHERE id IN (
               SELECT id FROM alert WHERE NOT firing AND ended_at < :before LIMIT :most)\
        """),
    SILENCES(
        """
        DELETE FROM silence
         WHERE id IN (SELECT id FROM silence WHERE ends_at < :before LIMIT :most)\
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

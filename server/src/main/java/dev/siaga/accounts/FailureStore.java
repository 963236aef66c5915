package dev.siaga.accounts;

import dev.siaga.storage.SqlText;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of failed sign-ins. */
final class FailureStore {
  record Failures(int count, Instant failedAt, Instant waitUntil) {}

  /** Locks the row, so that tries at the same moment count one after the other. */
  Optional<Failures> lock(Handle tx, byte[] subject) {
    return tx.createQuery(Sql.LOCK.sql())
        .bind("subject", subject)
        .map((row, _) ->
            new Failures(
                row.getInt("failures"),
                row.getTimestamp("failed_at").toInstant(),
                row.getTimestamp("wait_until").toInstant()))
        .findOne();
  }

  void write(Handle tx, byte[] subject, Failures failures) {
    tx.createUpdate(Sql.WRITE.sql())
        .bind("subject", subject)
        .bind("failures", failures.count())
        .bind("at", failures.failedAt())
        .bind("until", failures.waitUntil())
        .execute();
  }

  void forget(Handle tx, byte[] subject) {
    tx.createUpdate(Sql.FORGET.sql()).bind("subject", subject).execute();
  }

  /** Takes back one failure that was counted for a try that then succeeded. */
  void undo(Handle tx, byte[] subject, int free, Instant at) {
    tx.createUpdate(Sql.FORGET_ONLY.sql()).bind("subject", subject).execute();
    tx.createUpdate(Sql.UNDO.sql())
        .bind("subject", subject)
        .bind("free", free)
        .bind("at", at)
        .execute();
  }

  void forgetBefore(Handle tx, Instant at) {
    tx.createUpdate(Sql.FORGET_BEFORE.sql()).bind("at", at).execute();
  }

  enum Sql implements SqlText {
    LOCK(
        """
        SELECT failures, failed_at, wait_until
          FROM sign_in_failure
         WHERE subject = :subject
           FOR UPDATE\
        """),
    WRITE(
        """
        INSERT INTO sign_in_failure (subject, failures, failed_at, wait_until)
        VALUES (:subject, :failures, :at, :until)
        ON CONFLICT (subject) DO UPDATE
           SET failures = greatest(sign_in_failure.failures + 1, excluded.failures),
               failed_at = excluded.failed_at,
               wait_until = greatest(sign_in_failure.wait_until, excluded.wait_until)\
        """),
    FORGET("DELETE FROM sign_in_failure WHERE subject = :subject"),
    FORGET_ONLY("DELETE FROM sign_in_failure WHERE subject = :subject AND failures = 1"),
    UNDO(
        """
        UPDATE sign_in_failure
           SET failures = failures - 1,
               wait_until = CASE WHEN failures <= :free THEN :at ELSE wait_until END
         WHERE subject = :subject\
        """),
    FORGET_BEFORE("DELETE FROM sign_in_failure WHERE failed_at < :at");

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

package dev.siaga.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table of jobs. */
final class JobStore {
  private final Database database;
  private final UUID node;

  JobStore(Database database, UUID node) {
    this.database = database;
    this.node = node;
  }

  boolean insert(Handle tx, NewJob job, Instant now) {
    return tx.createUpdate(Sql.PLAN.sql())
            .bind("kind", job.kind())
            .bind("key", job.key())
            .bind("due_at", utc(job.dueAt()))
            .bind("body", job.body())
            .bind("now", utc(now))
            .execute()
        == 1;
  }

  void insertAll(Handle tx, List<NewJob> jobs, Instant now) {
    tx.createUpdate(Sql.PLAN_ALL.sql())
        .bindArray("kinds", String.class, jobs.stream().map(NewJob::kind).toArray())
        .bindArray("keys", String.class, jobs.stream().map(NewJob::key).toArray())
        .bindArray("due_ats", Instant.class, jobs.stream().map(NewJob::dueAt).toArray())
        .bindArray("bodies", String.class, jobs.stream().map(NewJob::body).toArray())
        .bind("now", utc(now))
        .execute();
  }

  void plan(List<NewJob> jobs, Instant now) {
    database.inTransaction(
        "planning what repeats",
        tx -> {
          insertAll(tx, jobs, now);
          return true;
        });
  }

  boolean delete(Handle tx, String kind, String key) {
    return tx.createUpdate(Sql.CANCEL.sql()).bind("kind", kind).bind("key", key).execute() == 1;
  }

  boolean exists(Handle tx, String kind, String key) {
    return tx.createQuery(Sql.IS_PLANNED.sql())
        .bind("kind", kind)
        .bind("key", key)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Claims what is due. The commit need not reach the disk: a claim that a crash forgets is free
   * again, which is what a restart does to it anyhow.
   */
  List<Job> claim(String kind, int most, Instant now, Duration length) {
    return database.inTransaction(
        "claiming " + kind,
        tx -> {
          tx.execute(Sql.NEED_NOT_LAST.sql());
          return tx.createQuery(Sql.CLAIM.sql())
              .bind("kind", kind)
              .bind("now", utc(now))
              .bind("node", node)
              .bind("until", utc(now.plus(length)))
              .bind("most", most)
              .map((row, _) ->
                  new Job(
                      kind,
                      row.getString("key"),
                      row.getObject("due_at", OffsetDateTime.class).toInstant(),
                      row.getInt("attempt"),
                      row.getString("body")))
              .list();
        });
  }

  Optional<Instant> nextDue(String kind, Instant now) {
    return database.read(
        "looking for the next " + kind,
        handle ->
            handle
                .createQuery(Sql.NEXT_DUE.sql())
                .bind("kind", kind)
                .bind("now", utc(now))
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
  }

  /** Ends the job first: that locks its row, so that nobody else can run it at the same time. */
  void runAndEnd(Job job, Jobs.TransactionalHandler handler) {
    database.inTransaction(
        "doing " + job.kind() + " " + job.key(),
        tx -> {
          if (end(tx, job)) {
            handler.run(tx, job);
          }
          return true;
        });
  }

  void end(Job job) {
    database.inTransaction("ending " + job.kind() + " " + job.key(), tx -> end(tx, job));
  }

  void again(Job job, Instant at, String why) {
    database.inTransaction(
        "putting off " + job.kind() + " " + job.key(),
        tx ->
            tx.createUpdate(Sql.AGAIN.sql())
                .bind("kind", job.kind())
                .bind("key", job.key())
                .bind("attempt", job.attempt())
                .bind("node", node)
                .bind("due_at", utc(at))
                .bind("why", why)
                .execute());
  }

  void freeOwnClaims() {
    database.inTransaction(
        "handing claims back",
        tx -> tx.createUpdate(Sql.FREE_OWN.sql()).bind("node", node).execute());
  }

  private boolean end(Handle tx, Job job) {
    return tx.createUpdate(Sql.END.sql())
            .bind("kind", job.kind())
            .bind("key", job.key())
            .bind("attempt", job.attempt())
            .bind("node", node)
            .execute()
        == 1;
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  enum Sql implements SqlText {
    PLAN(
        """
        INSERT INTO job (kind, key, due_at, body, planned_at)
        VALUES (:kind, :key, :due_at, CAST(:body AS jsonb), :now)
            ON CONFLICT (kind, key) DO NOTHING\
        """),
    /** In the order of the keys, so that two nodes never wait for each other in a circle. */
    PLAN_ALL(
        """
        INSERT INTO job (kind, key, due_at, body, planned_at)
        SELECT kind, key, due_at, CAST(body AS jsonb), :now
          FROM unnest(CAST(:kinds AS text[]), CAST(:keys AS text[]),
                      CAST(:due_ats AS timestamptz[]), CAST(:bodies AS text[])) AS new (kind, key, due_at, body)
         ORDER BY kind, key
            ON CONFLICT (kind, key) DO NOTHING\
        """),
    CANCEL("DELETE FROM job WHERE kind = :kind AND key = :key"),
    IS_PLANNED("SELECT EXISTS (SELECT 1 FROM job WHERE kind = :kind AND key = :key)"),
    NEED_NOT_LAST("SET LOCAL synchronous_commit TO off"),
    CLAIM(
        """
        UPDATE job
           SET claimed_by = :node, claimed_until = :until, attempt = attempt + 1
         WHERE kind = :kind
           AND key IN (
                 SELECT key
                   FROM job
                  WHERE kind = :kind
                    AND due_at <= :now
                    AND (claimed_until IS NULL OR claimed_until < :now)
                  ORDER BY due_at
                  LIMIT :most
                    FOR UPDATE SKIP LOCKED)
        RETURNING key, due_at, attempt, body\
        """),
    NEXT_DUE(
        """
        SELECT due_at
          FROM job
         WHERE kind = :kind
           AND (claimed_until IS NULL OR claimed_until < :now)
         ORDER BY due_at
         LIMIT 1\
        """),
    END(
        """
        DELETE FROM job
         WHERE kind = :kind AND key = :key AND attempt = :attempt AND claimed_by = :node\
        """),
    AGAIN(
        """
        UPDATE job
           SET due_at = :due_at, last_error = :why, claimed_by = NULL, claimed_until = NULL
         WHERE kind = :kind AND key = :key AND attempt = :attempt AND claimed_by = :node\
        """),
    FREE_OWN("UPDATE job SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = :node");

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

package dev.siaga.api;

import dev.siaga.storage.Secrets;
import dev.siaga.storage.SqlText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Requests with a key and their answers, which are sealed: some show a secret, once. */
final class IdempotencyStore {
  private static final TypeReference<TreeMap<String, String>> HEADERS = new TypeReference<>() {};

  private final Secrets secrets;

  IdempotencyStore(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Who asked what, by which key. */
  record Asked(String principal, String key, String requestHash, Instant at) {
    String context() {
      return "api answer " + principal + " " + key;
    }
  }

  /** What became of such a request before. */
  sealed interface Found {
    /** Nothing: do it. */
    record Mine() implements Found {}

    record Running() implements Found {}

    record OtherRequest() implements Found {}

    /** It was done, and its answer was never kept. */
    record AnswerLost() implements Found {}

    record Answered(Reply reply) implements Found {}
  }

  private record Row(
      String requestHash,
      Instant startedAt,
      boolean done,
      @Nullable Integer status,
      String headers,
      String contentType,
      byte @Nullable [] answer) {}

  Found begin(Handle tx, Asked asked, Duration workMax) {
    int mine =
        tx.createUpdate(Sql.BEGIN.sql())
            .bind(0, asked.principal())
            .bind(1, asked.key())
            .bind(2, asked.requestHash())
            .bind(3, asked.at())
            .execute();
    if (mine == 1) {
      return new Found.Mine();
    }
    var found = lock(tx, asked);
    if (found.isEmpty()) {
      return new Found.Running(); // just withdrawn: to ask again is right
    }
    var row = found.get();
    if (!row.requestHash().equals(asked.requestHash())) {
      return new Found.OtherRequest();
    }
    var status = row.status();
    if (status != null) {
      return new Found.Answered(reply(asked, row, status));
    }
    if (row.startedAt().plus(workMax).isAfter(asked.at())) {
      return new Found.Running();
    }
    if (row.done()) {
      return new Found.AnswerLost();
    }
    tx.createUpdate(Sql.BEGIN_AGAIN.sql())
        .bind(0, asked.at())
        .bind(1, asked.principal())
        .bind(2, asked.key())
        .execute();
    return new Found.Mine();
  }

  private static Optional<Row> lock(Handle tx, Asked asked) {
    return tx.createQuery(Sql.LOCK.sql())
        .bind(0, asked.principal())
        .bind(1, asked.key())
        .map((row, _) ->
            new Row(
                row.getString("request_hash"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("done_at") != null,
                row.getObject("status", Integer.class),
                row.getString("headers"),
                row.getString("content_type"),
                row.getBytes("answer")))
        .findOne();
  }

  private Reply reply(Asked asked, Row row, int status) {
    var headers = JsonMapper.shared().readValue(row.headers(), HEADERS);
    var sealed = row.answer();
    var body = sealed == null ? "" : secrets.open(sealed, asked.context());
    return new Reply(status, headers, row.contentType(), body.getBytes(StandardCharsets.UTF_8));
  }

  void answer(Handle tx, Asked asked, Reply reply) {
    var body = new String(reply.body(), StandardCharsets.UTF_8);
    tx.createUpdate(Sql.ANSWER.sql())
        .bind(0, reply.status())
        .bind(1, JsonMapper.shared().writeValueAsString(reply.headers()))
        .bind(2, reply.contentType())
        .bind(3, secrets.seal(body, asked.context()))
        .bind(4, asked.principal())
        .bind(5, asked.key())
        .execute();
  }

  /** In the transaction that does it. */
  void done(Handle tx, Asked asked) {
    tx.createUpdate(Sql.DONE.sql())
        .bind(0, asked.at())
        .bind(1, asked.principal())
        .bind(2, asked.key())
        .execute();
  }

  void withdraw(Handle tx, Asked asked) {
    tx.createUpdate(Sql.WITHDRAW.sql()).bind(0, asked.principal()).bind(1, asked.key()).execute();
  }

  void forget(Handle tx, Instant before) {
    tx.createUpdate(Sql.FORGET.sql()).bind(0, before).execute();
  }

  enum Sql implements SqlText {
    BEGIN(
        """
        INSERT INTO api_request (principal, key, request_hash, started_at)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (principal, key) DO NOTHING\
        """),
    LOCK(
        """
        SELECT request_hash, started_at, done_at, status, headers, content_type, answer
          FROM api_request
         WHERE principal = ? AND key = ?
           FOR UPDATE\
        """),
    BEGIN_AGAIN("UPDATE api_request SET started_at = ? WHERE principal = ? AND key = ?"),
    ANSWER(
        """
        UPDATE api_request
           SET status = ?, headers = ?, content_type = ?, answer = ?
         WHERE principal = ? AND key = ?\
        """),
    DONE("UPDATE api_request SET done_at = ? WHERE principal = ? AND key = ?"),
    WITHDRAW(
        """
        DELETE FROM api_request
         WHERE principal = ? AND key = ? AND status IS NULL AND done_at IS NULL\
        """),
    FORGET("DELETE FROM api_request WHERE started_at < ?");

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

package dev.siaga.intake;

import dev.siaga.kernel.Name;
import dev.siaga.storage.Database;
import dev.siaga.storage.SqlText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies of requests that changed something or were refused, so that a person can see what a sender
 * really sent. They are written behind the answer, compressed, once a content; when more come than
 * can be written, the surplus is counted and let go: an alert never waits for its copy.
 */
final class RawBodies implements AutoCloseable {
  static final Duration KEPT = Duration.ofDays(14);
  static final long KEPT_BYTES_MAX = 1L << 30;
  static final int WAITING_MAX = 2_000;
  static final int WAITING_BYTES_MAX = 32 * 1024 * 1024;
  private static final int BATCH_MAX = 200;
  private static final int LISTED_MAX = 100;
  private static final Logger LOG = LoggerFactory.getLogger(RawBodies.class);
  private final Database database;
  private final ArrayBlockingQueue<Received> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong letGo = new AtomicLong();
  private volatile boolean open = true;

  RawBodies(Database database) {
    this.database = database;
    Thread.ofPlatform().daemon().name("raw-bodies").start(this::work);
  }

  void keep(Received received) {
    long bytes = waitingBytes.addAndGet(received.body().length);
    if (bytes > WAITING_BYTES_MAX || !waiting.offer(received)) {
      waitingBytes.addAndGet(-received.body().length);
      letGo.incrementAndGet();
    }
  }

  /** How many bodies were not kept because too many came at once. */
  long letGo() {
    return letGo.get();
  }

  Optional<byte[]> find(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    return database.read(
        "reading a body",
        handle ->
            handle
                .createQuery(Sql.FIND.sql())
                .bind("sha256", HexFormat.of().parseHex(sha256))
                .mapTo(byte[].class)
                .findOne()
                .map(RawBodies::decompress));
  }

  List<RawBody> latest(Name integration) {
    return database.read(
        "listing bodies",
        handle ->
            handle
                .createQuery(Sql.LATEST.sql())
                .bind("integration", integration.value())
                .bind("most", LISTED_MAX)
                .map((row, _) ->
                    new RawBody(
                        HexFormat.of().formatHex(row.getBytes("sha256")),
                        Door.valueOf(row.getString("door")),
                        row.getObject("received_at", java.time.OffsetDateTime.class).toInstant(),
                        row.getString("outcome")))
                .list());
  }

  /** Removes what is older than two weeks, and the oldest above the limit of space. */
  static void retain(Handle tx, Instant now) {
    tx.createUpdate(Sql.DELETE_OLD.sql()).bind("before", now.minus(KEPT)).execute();
    tx.createUpdate(Sql.DELETE_ABOVE.sql()).bind("bytes_max", KEPT_BYTES_MAX).execute();
  }

  @Override
  public void close() {
    open = false;
  }

  private void work() {
    var batch = new ArrayList<Received>();
    while (open) {
      try {
        batch.add(waiting.take());
        waiting.drainTo(batch, BATCH_MAX);
        write(batch);
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException failed) {
        letGo.addAndGet(batch.size());
        LOG.warn("{} bodies were not kept: {}", batch.size(), failed.getMessage());
      } finally {
        batch.forEach(received -> waitingBytes.addAndGet(-received.body().length));
        batch.clear();
      }
    }
  }

  private void write(List<Received> batch) {
    database.inTransaction(
        "keeping bodies",
        tx ->
            tx.createUpdate(Sql.KEEP.sql())
                .bindArray("hashes", String.class, column(batch, r -> hex(sha256(r.body()))))
                .bindArray(
                    "integrations", String.class, column(batch, r -> r.integration().value()))
                .bindArray("doors", String.class, column(batch, r -> r.door().name()))
                .bindArray("times", Instant.class, column(batch, Received::at))
                .bindArray("outcomes", String.class, column(batch, Received::outcome))
                .bindArray("bodies", String.class, column(batch, r -> base64(compress(r.body()))))
                .execute());
  }

  private static Object[] column(
      List<Received> rows, java.util.function.Function<Received, Object> value) {
    return rows.stream().map(value).toArray();
  }

  /** Texts, since the driver takes no bytes within an array of objects. */
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] compress(byte[] body) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static byte[] decompress(byte[] body) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(Objects.requireNonNull(body)))) {
      return gzip.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }

  /** A body on its way to be kept. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Received(Name integration, Door door, Instant at, String outcome, byte[] body) {}

  enum Sql implements SqlText {
    KEEP(
        """
        INSERT INTO raw_body (sha256, integration, door, received_at, outcome, body)
        SELECT decode(sha256, 'hex'), integration, door, received_at, outcome,
               decode(body, 'base64')
          FROM unnest(CAST(:hashes AS text[]), CAST(:integrations AS text[]),
                      CAST(:doors AS text[]), CAST(:times AS timestamptz[]),
                      CAST(:outcomes AS text[]), CAST(:bodies AS text[]))
               AS new (sha256, integration, door, received_at, outcome, body)
         ORDER BY sha256
            ON CONFLICT (sha256) DO NOTHING\
        """),
    FIND("SELECT body FROM raw_body WHERE sha256 = :sha256"),
    LATEST(
        """
        SELECT sha256, door, received_at, outcome
          FROM raw_body
         WHERE integration = :integration
         ORDER BY received_at DESC
         LIMIT :most\
        """),
    DELETE_OLD("DELETE FROM raw_body WHERE received_at < :before"),
    DELETE_ABOVE(
        """
        DELETE FROM raw_body
         WHERE received_at < (
               SELECT max(received_at)
                 FROM (SELECT received_at,
                              sum(octet_length(body)) OVER (ORDER BY received_at DESC) AS bytes
                         FROM raw_body) AS newest_first
                WHERE bytes > :bytes_max)\
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

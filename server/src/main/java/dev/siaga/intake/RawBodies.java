package dev.siaga.intake;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.kernel.Sha256;
import dev.siaga.storage.Database;
import dev.siaga.storage.SqlText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies of requests that changed something or were refused, so that a person can see what a sender
 * really sent. They are written behind the answer, compressed, once a content of each integration,
 * with the last time it came; when more come than can be written, the surplus is counted and let
 * go: an alert never waits for its copy.
 */
final class RawBodies implements AutoCloseable {
  static final int WAITING_MAX = 2_000;
  static final int WAITING_BYTES_MAX = 32 * 1024 * 1024;
  private static final int BATCH_MAX = 500;
  private static final Duration GATHER = Duration.ofMillis(300);
  private static final Duration LAST_WRITE_MAX = Duration.ofSeconds(1);
  private static final int COMPRESS_BUFFER_BYTES = 8 * 1024;
  private static final int COMPRESS_MARGIN_BYTES = 64;
  private static final Logger LOG = LoggerFactory.getLogger(RawBodies.class);
  private final Database database;
  private final ArrayBlockingQueue<Received> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong letGo = new AtomicLong();
  private final Deflater compressor = new Deflater(Deflater.BEST_SPEED);
  private final Thread worker;

  RawBodies(Database database) {
    this.database = database;
    this.worker = Thread.ofPlatform().daemon().name("raw-bodies").start(this::work);
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

  Page<RawBody> latest(Name integration, Part part) {
    return database.read(
        "listing bodies",
        handle ->
            part.of(
                handle
                    .createQuery(Sql.LATEST.sql())
                    .bind("integration", integration.value())
                    .bind("most", part.countAndOne())
                    .bind("skip", part.skip())
                    .map((row, _) -> body(row))
                    .list()));
  }

  private static RawBody body(ResultSet row) throws SQLException {
    return new RawBody(
        HexFormat.of().formatHex(row.getBytes("sha256")),
        Door.valueOf(row.getString("door")),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getString("outcome"));
  }

  /** Removes what is too old, and the oldest above the limit of space. */
  static void retain(Handle tx, Instant now, BodyLimits limits) {
    tx.createUpdate(Sql.DELETE_OLD.sql()).bind("before", now.minus(limits.kept())).execute();
    tx.createUpdate(Sql.DELETE_ABOVE.sql()).bind("bytes_max", limits.bytesMax()).execute();
  }

  /** Writes what waits. */
  @Override
  public void close() {
    worker.interrupt();
    try {
      worker.join(LAST_WRITE_MAX);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    var batch = new ArrayList<Received>();
    boolean more = true;
    while (more) {
      more = gather(batch);
      try {
        write(batch);
      } catch (RuntimeException failed) {
        letGo.addAndGet(batch.size());
        LOG.warn("{} bodies were not kept: {}", batch.size(), failed.getMessage());
      }
      batch.forEach(received -> waitingBytes.addAndGet(-received.body().length));
      batch.clear();
    }
    compressor.end();
  }

  /** Whether more may come. Nobody waits for these, so few transactions of many are best. */
  private boolean gather(List<Received> batch) {
    try {
      batch.add(waiting.take());
      long end = System.nanoTime() + GATHER.toNanos();
      while (batch.size() < BATCH_MAX) {
        var next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        batch.add(next);
      }
      return true;
    } catch (InterruptedException stopped) {
      waiting.drainTo(batch);
      return false;
    }
  }

  private void write(List<Received> batch) {
    if (batch.isEmpty()) {
      return;
    }
    database.inTransaction(
        "keeping bodies",
        tx ->
            tx.createUpdate(Sql.KEEP.sql())
                .bind("hashes", bytes(batch, r -> Sha256.of(r.body())))
                .bind("integrations", texts(batch, r -> r.integration().value()))
                .bind("doors", texts(batch, r -> r.door().name()))
                .bind("times", texts(batch, r -> r.at().toString()))
                .bind("outcomes", texts(batch, Received::outcome))
                .bind("bodies", bytes(batch, r -> compress(r.body())))
                .execute());
  }

  private static String[] texts(List<Received> rows, Function<Received, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  private static byte[][] bytes(List<Received> rows, Function<Received, byte[]> value) {
    return rows.stream().map(value).toArray(byte[][]::new);
  }

  /** By the one compressor of the one thread that writes: making one costs more than a body. */
  private byte[] compress(byte[] body) {
    compressor.reset();
    compressor.setInput(body);
    compressor.finish();
    var out = new ByteArrayOutputStream(body.length / 2 + COMPRESS_MARGIN_BYTES);
    var buffer = new byte[COMPRESS_BUFFER_BYTES];
    while (!compressor.finished()) {
      out.write(buffer, 0, compressor.deflate(buffer));
    }
    return out.toByteArray();
  }

  private static byte[] decompress(byte[] body) {
    try (var packed =
        new InflaterInputStream(new ByteArrayInputStream(Objects.requireNonNull(body)))) {
      return packed.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A body on its way to be kept. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Received(Name integration, Door door, Instant at, String outcome, byte[] body) {}

  enum Sql implements SqlText {
    KEEP(
        """
        INSERT INTO raw_body (sha256, integration, door, received_at, outcome, body)
        SELECT DISTINCT ON (sha256, integration)
               sha256, integration, door, CAST(received_at AS timestamptz), outcome, body
          FROM unnest(CAST(:hashes AS bytea[]), CAST(:integrations AS text[]),
                      CAST(:doors AS text[]), CAST(:times AS text[]),
                      CAST(:outcomes AS text[]), CAST(:bodies AS bytea[]))
               AS new (sha256, integration, door, received_at, outcome, body)
         ORDER BY sha256, integration, CAST(received_at AS timestamptz) DESC
            ON CONFLICT (sha256, integration) DO UPDATE
           SET door = excluded.door, received_at = excluded.received_at,
               outcome = excluded.outcome\
        """),
    FIND("SELECT body FROM raw_body WHERE sha256 = :sha256 LIMIT 1"),
    LATEST(
        """
        SELECT sha256, door, received_at, outcome
          FROM raw_body
         WHERE integration = :integration
         ORDER BY received_at DESC, sha256
         LIMIT :most OFFSET :skip\
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

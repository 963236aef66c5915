package dev.siaga.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Connections of a pool, for callers whose patience ends early once Siaga does.
 *
 * <p>The pool reads its own timeout once, when it is made. So it is asked again and again, each
 * time for {@link #ASK} at most.
 */
final class Connections implements ConnectionFactory {
  /** What the pool is made with; also the longest wait of anybody once the end has begun. */
  static final Duration ASK = Duration.ofSeconds(1);

  private final HikariDataSource pool;
  private final Duration patience;
  private volatile boolean ending;

  Connections(HikariDataSource pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
  }

  /** From here on nobody waits long: a database that is away must not hold up the end. */
  void beginEnd() {
    ending = true;
  }

  @Override
  public Connection openConnection() throws SQLException {
    long begun = System.nanoTime();
    while (true) {
      try {
        return pool.getConnection();
      } catch (SQLTransientConnectionException none) {
        long waited = System.nanoTime() - begun;
        if (ending || waited >= patience.toNanos()) {
          throw new SQLTransientConnectionException(
              "no connection within %d ms".formatted(waited / 1_000_000), none);
        }
      }
    }
  }
}

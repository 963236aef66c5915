package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.TestDatabase;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private final AtomicInteger askedForNothing = new AtomicInteger();
  private final TestDatabase test = TestDatabase.fresh();
  private final HikariDataSource pool = pool();

  @AfterEach
  void close() {
    pool.close();
    test.close();
  }

  @Test
  void wait_for_one_that_is_given_back() throws Exception {
    var connections = new Connections(pool, FOR_EVER);
    var taken = connections.openConnection();
    var next = begun(connections);
    Await.until("asking twice for nothing", SOON, () -> askedForNothing.get() >= 2);
    taken.close();
    assertThat(next.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void say_how_long_they_had_patience() throws Exception {
    var connections = new Connections(pool, Duration.ZERO);
    try (var _ = connections.openConnection()) {
      assertThatThrownBy(connections::openConnection)
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessageMatching("no connection within \\d+ ms");
    }
  }

  @Test
  void have_little_patience_once_the_end_has_begun() throws Exception {
    var connections = new Connections(pool, FOR_EVER);
    try (var _ = connections.openConnection()) {
      var next = begun(connections);
      Await.until("one that waits", SOON, () -> waiters() == 1);
      connections.beginEnd();
      assertThat(next.get(SOON.toSeconds(), TimeUnit.SECONDS)).isFalse();
      assertThat(opened(connections)).isFalse();
    }
  }

  private static Future<Boolean> begun(Connections connections) {
    return CompletableFuture.supplyAsync(() -> opened(connections), Thread::startVirtualThread);
  }

  private static boolean opened(Connections connections) {
    try (var _ = connections.openConnection()) {
      return true;
    } catch (SQLException none) {
      return false;
    }
  }

  private int waiters() {
    return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  private HikariDataSource pool() {
    var config = new HikariConfig();
    config.setJdbcUrl(test.url());
    config.setUsername(test.user());
    config.setPassword(test.password());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    config.setMetricsTrackerFactory((_, _) -> new TimeoutCount());
    return new HikariDataSource(config);
  }

  private final class TimeoutCount implements IMetricsTracker {
    @Override
    public void recordConnectionTimeout() {
      askedForNothing.incrementAndGet();
    }
  }
}

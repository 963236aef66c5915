package dev.siaga.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * NOTIFY to the other nodes, a plain call to our own listeners. With the embedded database there
 * are no others, so nothing is sent: every commit that notifies takes one lock of the whole server.
 */
final class PostgresSignals implements Signals, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
  private static final String CHANNEL = "siaga";
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final int WAIT_MILLIS = 2_000;

  /** A connection that died without a word is found by asking it something. */
  private static final Duration CHECK_EVERY = Duration.ofSeconds(15);

  /** Whatever was missed in a way that nobody thought of is made up for by then. */
  private static final Duration TELL_ALL_EVERY = Duration.ofMinutes(5);

  private final ExternalAddress address;
  private final String self;
  private final boolean hasOthers;
  private final Map<String, CopyOnWriteArrayList<Consumer<String>>> listeners =
      new ConcurrentHashMap<>();

  /** Whose listener failed: what it should have looked at it has not seen. */
  private final Set<String> untold = ConcurrentHashMap.newKeySet();

  private volatile boolean open = true;

  PostgresSignals(ExternalAddress address, UUID node, boolean hasOthers) {
    this.address = address;
    this.self = node.toString();
    this.hasOthers = hasOthers;
  }

  @Override
  public void on(String channel, Consumer<String> listener) {
    listeners.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(listener);
  }

  @Override
  public void send(Handle tx, String channel, String payload) {
    sendToOthers(tx, channel, payload);
    tx.afterCommit(() -> deliver(channel, payload));
  }

  @Override
  public void sendToOthers(Handle tx, String channel, String payload) {
    if (hasOthers) {
      tx.createQuery(Sql.NOTIFY.sql())
          .bind("channel", CHANNEL)
          .bind("payload", self + ' ' + channel + ' ' + payload)
          .mapTo(String.class)
          .list();
    }
  }

  void start() {
    Thread.ofPlatform().daemon().name("listen").start(hasOthers ? this::listen : this::tellAgain);
  }

  @Override
  public void close() {
    open = false;
  }

  private void listen() {
    while (open) {
      try (var connection = address.connect();
          var statement = connection.createStatement()) {
        statement.execute("LISTEN " + CHANNEL);
        var notifications = connection.unwrap(PGConnection.class);
        long checked = System.nanoTime();
        long allTold = checked;
        tellAll(); // what we missed meanwhile
        while (open) {
          for (var heard : notifications.getNotifications(WAIT_MILLIS)) {
            hear(heard.getParameter());
          }
          tellUntold();
          if (isOver(checked, CHECK_EVERY)) {
            statement.execute("SELECT 1");
            checked = System.nanoTime();
          }
          if (isOver(allTold, TELL_ALL_EVERY)) {
            tellAll();
            allTold = System.nanoTime();
          }
        }
      } catch (SQLException lost) {
        LOG.warn("the connection that listens was lost; trying again: {}", lost.getMessage());
        LockSupport.parkNanos(RECONNECT.toNanos());
      }
    }
  }

  /** Where there are no other nodes there is nothing to hear, but our own listeners may fail. */
  private void tellAgain() {
    while (open) {
      LockSupport.parkNanos(Duration.ofMillis(WAIT_MILLIS).toNanos());
      tellUntold();
    }
  }

  private static boolean isOver(long sinceNanos, Duration length) {
    return System.nanoTime() - sinceNanos >= length.toNanos();
  }

  private void tellAll() {
    listeners.keySet().forEach(channel -> deliver(channel, ""));
  }

  private void tellUntold() {
    for (var channel : Set.copyOf(untold)) {
      untold.remove(channel);
      deliver(channel, "");
    }
  }

  private void hear(String message) {
    var parts = message.split(" ", 3);
    if (parts.length == 3 && !parts[0].equals(self)) {
      deliver(parts[1], parts[2]);
    }
  }

  private void deliver(String channel, String payload) {
    if (!open) {
      return; // what the listeners would look at is closing
    }
    for (var listener : listeners.getOrDefault(channel, new CopyOnWriteArrayList<>())) {
      try {
        listener.accept(payload);
      } catch (RuntimeException failed) {
        LOG.error("a listener of {} failed, and will be told again", channel, failed);
        untold.add(channel);
      }
    }
  }

  enum Sql implements SqlText {
    NOTIFY("SELECT pg_notify(:channel, :payload)::text");

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

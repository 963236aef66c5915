package dev.siaga.storage;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/** The one PostgreSQL of Siaga: transactions, and the shared ways of working that build on them. */
public final class Database implements AutoCloseable {
  static final int CONNECTIONS_MAX = 16;
  static final int INTAKE_CONNECTIONS_MAX = 3;
  static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(8);

  /** For a statement whose best plan depends on its values. */
  public static final StatementCustomizer PLANNED_EACH_TIME =
      new StatementCustomizer() {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context)
            throws SQLException {
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
      };

  private static final ScopedValue<Consumer<Handle>> ALONG = ScopedValue.newInstance();
  private static final Duration CONNECTION_CHECK_MAX = Duration.ofSeconds(2);
  private static final Duration READY_WAIT_MAX = Duration.ofSeconds(2);
  private static final Duration WORK_WAIT_MAX = Duration.ofSeconds(2);

  private final Server server;
  private final HikariDataSource pool;
  private final HikariDataSource intakePool;
  private final Connections connections;
  private final Connections intakeConnections;
  private final Jdbi jdbi;
  private final Jdbi intakeJdbi;
  private final Jdbi readinessJdbi;
  private final InstantSource clock;
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final SealedSecrets secrets;
  private final StoredBlobs blobs;
  private final PostgresSignals signals;
  private final StoredJobs jobs;

  /** Starts the embedded PostgreSQL or connects to the external one, and migrates the schema. */
  public static Database open(StorageSettings settings, InstantSource clock) {
    var server =
        settings.external() == null ? Server.embedded(settings) : Server.external(settings);
    try {
      return new Database(settings, server, clock);
    } catch (RuntimeException failed) {
      server.close().run();
      throw failed;
    }
  }

  private Database(StorageSettings settings, Server server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
    var node = NodeIdentity.in(settings.folder());
    var address = server.address();
    this.pool = pool("siaga", address, CONNECTIONS_MAX);
    try {
      ServerCheck.refuseUnfit(pool);
      Migrations.apply(pool);
      this.secrets = KeyCheck.open(Jdbi.create(pool), settings);
      this.intakePool = pool("siaga-intake", address, INTAKE_CONNECTIONS_MAX);
    } catch (RuntimeException failed) {
      pool.close();
      throw failed;
    }
    this.connections = new Connections(pool, CONNECTION_WAIT_MAX);
    this.intakeConnections = new Connections(intakePool, CONNECTION_WAIT_MAX);
    this.jdbi = jdbi(connections);
    this.intakeJdbi = jdbi(intakeConnections);
    this.readinessJdbi = jdbi(new Connections(intakePool, READY_WAIT_MAX));
    this.blobs = new StoredBlobs(clock);
    this.signals = new PostgresSignals(address, node, server.isShared());
    this.jobs = new StoredJobs(this, signals, node, settings.poll(), clock);
  }

  /** Begins to work on jobs and to listen; call it once all handlers are registered. */
  public void start() {
    signals.start();
    jobs.start();
  }

  /** From here on nobody waits long for a connection: a database away must not hold up the end. */
  public void beginEnd() {
    connections.beginEnd();
    intakeConnections.beginEnd();
  }

  /** Hands claimed jobs back and waits for those that run; the database goes on. */
  public void stopWork(Duration patience) {
    beginEnd();
    jobs.stop(patience);
  }

  /** Committed if the work returns, rolled back if it throws. */
  public <T extends @Nullable Object> T inTransaction(String doing, Work<T> work) {
    return inTransaction(jdbi, doing, work);
  }

  /** Whatever the work commits on this thread is committed together with what is written along. */
  public <T> T writingAlong(Consumer<Handle> along, Supplier<T> work) {
    return ScopedValue.where(ALONG, along).call(work::get);
  }

  /** For reading only: every statement sees what is committed when it begins. */
  public <T extends @Nullable Object> T read(String doing, Work<T> work) {
    try (var handle = jdbi.open()) {
      return work.run(handle);
    } catch (JdbiException failed) {
      throw fault(doing, failed);
    }
  }

  <T extends @Nullable Object> T inIntakeTransaction(String doing, Work<T> work) {
    return inTransaction(intakeJdbi, doing, work);
  }

  private static <T extends @Nullable Object> T inTransaction(
      Jdbi jdbi, String doing, Work<T> work) {
    try (var handle = jdbi.open()) {
      handle.begin();
      T answer;
      try {
        answer = work.run(handle);
        if (ALONG.isBound()) {
          ALONG.get().accept(handle);
        }
      } catch (Throwable failed) {
        rollBack(handle, failed);
        throw failed;
      }
      handle.commit();
      return answer;
    } catch (JdbiException failed) {
      throw fault(doing, failed);
    }
  }

  private static void rollBack(Handle handle, Throwable cause) {
    try {
      handle.rollback();
    } catch (JdbiException brokenConnection) {
      cause.addSuppressed(brokenConnection);
    }
  }

  private static StorageFault fault(String doing, JdbiException failed) {
    var cause = failed.getCause();
    return new StorageFault(
        doing, failed instanceof ConnectionException && cause != null ? cause : failed);
  }

  /** Ids in the order of their making (version 7), so that indexes grow at one end. */
  public UUID newId() {
    return ids.generate();
  }

  public Jobs jobs() {
    return jobs;
  }

  public Signals signals() {
    return signals;
  }

  public Secrets secrets() {
    return secrets;
  }

  public Blobs blobs() {
    return blobs;
  }

  /** A writer of its own, on connections of its own, so that no slow query holds up intake. */
  public <I, O> GroupCommit<I, O> groupCommit(
      String name, GroupCommit.BatchWriter<I, O> writer, int waitingMax) {
    return new GroupCommitter<>(this, name, writer, waitingMax);
  }

  /**
   * Whether a transaction can be made durable just now, and our clock agrees with the database's.
   * Answers within two seconds: those who ask have short time-outs.
   */
  public Readiness readiness() {
    if (pool.isClosed()) {
      return new Readiness(false, "the database is closed");
    }
    try (var handle = readinessJdbi.open()) {
      if (handle.createQuery(Sql.READ_ONLY.sql()).mapTo(Boolean.class).one()) {
        return new Readiness(false, "the database can only be read");
      }
      var before = clock.instant();
      var theirs = handle.createQuery(Sql.CLOCK.sql()).mapTo(Instant.class).one();
      var skew = Duration.between(theirs, before).abs();
      return skew.compareTo(Readiness.SKEW_MAX) > 0
          ? new Readiness(
              false, "our clock and the database's differ by " + skew.toMillis() + " ms")
          : new Readiness(true, "");
    } catch (JdbiException away) {
      return new Readiness(false, "the database does not answer");
    }
  }

  @Override
  public void close() {
    stopWork(WORK_WAIT_MAX);
    signals.close();
    intakePool.close();
    pool.close();
    server.close().run();
  }

  private static Jdbi jdbi(Connections connections) {
    return Jdbi.create(connections)
        .installPlugin(new PostgresPlugin())
        .registerArgument(new ColumnArguments())
        .registerArrayType(byte[].class, "bytea")
        .registerArrayType(Instant.class, "timestamptz");
  }

  private static HikariDataSource pool(String name, ExternalAddress address, int connectionsMax) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(connectionsMax);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Connections.ASK.toMillis());
    config.setValidationTimeout(CONNECTION_CHECK_MAX.toMillis());
    config.setInitializationFailTimeout(CONNECTION_WAIT_MAX.toMillis());
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty(ExternalAddress.LOGIN_TIMEOUT, ExternalAddress.LOGIN_SECONDS_MAX);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "60");
    config.addDataSourceProperty("prepareThreshold", "3");
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException away) {
      throw new StorageStartFault(
          "Siaga can't connect to its PostgreSQL",
          Objects.requireNonNullElse(away.getCause(), away));
    }
  }

  /**
   * The PostgreSQL below us, and this node's hold on its data folder.
   *
   * @param isShared there may be other nodes
   */
  private record Server(ExternalAddress address, boolean isShared, Runnable close) {
    static Server embedded(StorageSettings settings) {
      var postgres =
          EmbeddedPostgres.start(settings.folder(), EmbeddedPostgres.Options.production());
      var address = new ExternalAddress(postgres.jdbcUrl(), postgres.user(), postgres.password());
      return new Server(address, false, postgres::close);
    }

    /** Two Siagas in one folder would be one node to the others, and free each other's claims. */
    static Server external(StorageSettings settings) {
      var address = ExternalAddress.of(settings);
      var lock = DataFolderLock.take(settings.folder());
      return new Server(address, true, lock::close);
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Handle handle);
  }

  /**
   * Whether an alert could be taken durably.
   *
   * @param why in words for the operator, when not
   */
  public record Readiness(boolean ready, String why) {
    public static final Duration SKEW_MAX = Duration.ofSeconds(1);
  }

  enum Sql implements SqlText {
    CLOCK("SELECT clock_timestamp()"),
    /** A standby, or a server that was told so: it can't take an alert. */
    READ_ONLY("SELECT current_setting('transaction_read_only') = 'on'");

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

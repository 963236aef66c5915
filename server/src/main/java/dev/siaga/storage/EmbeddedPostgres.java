package dev.siaga.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that Siaga brings along: it starts and ends with Siaga, comes back on the same
 * port when it dies alone, and belongs to one Siaga a data folder.
 */
final class EmbeddedPostgres implements AutoCloseable {
  /**
   * How it runs.
   *
   * @param durable false only in tests: nothing is forced to the disk
   * @param binaries where the programs are unpacked, when not in the data folder
   * @param onRestart called after it died and is back
   */
  record Options(
      boolean durable, int connectionCountMax, @Nullable Path binaries, Runnable onRestart) {
    private static final int CONNECTION_COUNT_MAX = 60;

    static Options production() {
      return new Options(true, CONNECTION_COUNT_MAX, null, () -> {});
    }

    Options onRestart(Runnable hook) {
      return new Options(durable, connectionCountMax, binaries, hook);
    }
  }

  static final String DATABASE = "siaga";
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration RESTART_PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration RESTART_PAUSE_MAX = Duration.ofSeconds(5);
  private static final int PORT_ATTEMPT_COUNT_MAX = 5;

  private final Options options;
  private final DataFolderLock folderLock;
  private final ExecutorService keeper;
  private final PostgresCluster cluster;
  private final ServerProcesses processes;
  private final ServerLog log;
  private final String password;
  private final AtomicLong restarts = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReentrantLock beginning = new ReentrantLock();
  private volatile int port;
  private volatile @Nullable PostgresServer server;

  static EmbeddedPostgres start(Path dataFolder, Options options) {
    try {
      var data = Files.createDirectories(dataFolder).toRealPath();
      var folderLock = DataFolderLock.take(data);
      try {
        return start(data, options, folderLock);
      } catch (RuntimeException failure) {
        folderLock.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new StorageStartFault("Siaga cannot keep its data in " + dataFolder + ".", failure);
    }
  }

  /**
   * PostgreSQL ends with the thread that started it (the kernel sends it the signal), so one thread
   * starts and watches it for as long as it shall live.
   */
  private static EmbeddedPostgres start(Path data, Options options, DataFolderLock folderLock) {
    var thread = Thread.ofPlatform().daemon().name("postgres-keeper").factory();
    var keeper = Executors.newSingleThreadExecutor(thread);
    try {
      return keeper.submit(() -> new EmbeddedPostgres(data, options, folderLock, keeper)).get();
    } catch (ExecutionException failure) {
      keeper.shutdown();
      throw startFault(failure);
    } catch (InterruptedException stop) {
      keeper.shutdownNow();
      Thread.currentThread().interrupt();
      throw new StorageStartFault("Siaga was stopped while PostgreSQL started.", stop);
    }
  }

  private static StorageStartFault startFault(ExecutionException failure) {
    return failure.getCause() instanceof StorageStartFault sentence
        ? sentence
        : new StorageStartFault("PostgreSQL did not start: " + failure.getMessage(), failure);
  }

  private EmbeddedPostgres(
      Path data, Options options, DataFolderLock folderLock, ExecutorService keeper)
      throws IOException {
    this.options = options;
    this.folderLock = folderLock;
    this.keeper = keeper;
    var binaries =
        options.binaries() == null ? data.resolve("postgres-binaries") : options.binaries();
    var home = PostgresBinaries.unpacked(binaries, options.durable());
    this.cluster = PostgresCluster.in(data, home, options);
    this.password = cluster.prepared();
    this.processes = ServerProcesses.of(cluster.folder());
    this.log = new ServerLog(data.resolve("postgres.log"));
    processes.stop();
    if (options.binaries() == null) {
      PostgresBinaries.removeOthers(home);
    }
    launchOnFreePort();
    keeper.execute(this::watch);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, DATABASE);
  }

  String user() {
    return PostgresCluster.USER;
  }

  String password() {
    return password;
  }

  /** Of the server that runs now; after a restart it is another. */
  long pid() {
    return Objects.requireNonNull(server).pid();
  }

  /** How often it died and came back. */
  long restarts() {
    return restarts.get();
  }

  private void launchOnFreePort() throws IOException {
    for (var attempt = 1; ; attempt++) {
      port = freePort();
      try {
        launch();
        return;
      } catch (StorageStartFault failure) {
        if (attempt == PORT_ATTEMPT_COUNT_MAX || !log.tail().contains("could not bind")) {
          processes.stop();
          throw failure;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void launch() throws IOException {
    cluster.configure(port);
    begin().awaitReady();
  }

  /** Under the lock, so that a close either prevents it or finds it. */
  private PostgresServer begin() throws IOException {
    beginning.lock();
    try {
      if (closing.getCount() == 0) {
        throw new StorageStartFault("Siaga is stopping.");
      }
      var begun = PostgresServer.begin(cluster, processes.mark(), log);
      server = begun;
      return begun;
    } finally {
      beginning.unlock();
    }
  }

  private void watch() {
    try {
      while (true) {
        var code = Objects.requireNonNull(server).awaitEnd();
        if (closing.getCount() == 0) {
          return;
        }
        LOG.error("PostgreSQL ended by itself (exit code {}), starting it again", code);
        revive();
        announce();
      }
    } catch (InterruptedException stop) {
      LOG.debug("PostgreSQL is no longer watched");
    }
  }

  private void revive() throws InterruptedException {
    var pause = RESTART_PAUSE_MIN;
    while (!revived()) {
      if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      pause = pause.compareTo(RESTART_PAUSE_MAX) < 0 ? pause.multipliedBy(2) : RESTART_PAUSE_MAX;
    }
  }

  /** Its children outlive a killed server for a moment, and no new one may start beside them. */
  private boolean revived() {
    try {
      processes.stop();
      launch();
      LOG.info("PostgreSQL is back, {} restarts so far", restarts.incrementAndGet());
      return true;
    } catch (IOException | RuntimeException failure) {
      LOG.error("PostgreSQL does not come back", failure);
      return false;
    }
  }

  /** A listener's bug must not end this thread, and PostgreSQL with it. */
  private void announce() {
    try {
      options.onRestart().run();
    } catch (RuntimeException bug) {
      LOG.error("a listener failed after PostgreSQL came back", bug);
    }
  }

  /** Transactions that are under way are rolled back; what was committed is on the disk. */
  @Override
  public void close() {
    var interrupted = Thread.interrupted(); // a stop is not stopped half way
    beginning.lock();
    try {
      closing.countDown();
    } finally {
      beginning.unlock();
    }
    processes.stop();
    keeper.shutdown();
    folderLock.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.siaga.e2e;

import dev.siaga.fakes.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL that is not Siaga's own: the oldest that Debian has and Siaga supports, as an
 * administrator would run it, in a folder and on a port of its own.
 */
final class DebianPostgres implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
  private static final int MAJOR_MIN = 15;

  /** The packages make it; PostgreSQL refuses to run as root. */
  private static final String USER = "postgres";

  /** With what has a meaning in a URL, and so must be encoded there. */
  private static final String PASSWORD = "two/nodes@1 %";

  private static final Duration STEP_MAX = Duration.ofSeconds(60);

  private final Path folder;
  private final Path programs;
  private final int port = Ports.free();
  private final Process process;

  private DebianPostgres(Path programs) throws IOException, InterruptedException {
    this.programs = programs;
    this.folder = Files.createTempDirectory("siaga-debian-postgres");
    make();
    this.process = start(server(), "server.log");
    Await.until("PostgreSQL answers", STEP_MAX, this::answers, yes -> yes);
  }

  /** Returns when it answers. */
  static DebianPostgres start() throws IOException, InterruptedException {
    return new DebianPostgres(programs());
  }

  /** Makes a database and returns its address. */
  String database(String name, String encoding) throws SQLException {
    ask(
        "postgres",
        "CREATE DATABASE %s ENCODING '%s' TEMPLATE template0".formatted(name, encoding)
            + (encoding.equals("UTF8") ? "" : " LOCALE_PROVIDER libc LOCALE 'C'"));
    var password = URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20");
    return "postgresql://siaga:%s@127.0.0.1:%d/%s".formatted(password, port, name);
  }

  /** The first column of what a statement returns; nothing when it returns nothing. */
  List<String> ask(String database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      var answer = new ArrayList<String>();
      if (statement.execute(sql)) {
        try (var rows = statement.getResultSet()) {
          while (rows.next()) {
            answer.add(rows.getString(1));
          }
        }
      }
      return answer;
    }
  }

  /** Whoever wants to write to this table waits until the connection is closed. */
  Connection holdUp(String database, String table) throws SQLException {
    var connection = connect(database);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
    }
    return connection;
  }

  private Connection connect(String database) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    return DriverManager.getConnection(url, "siaga", PASSWORD);
  }

  /** What the server said so far. */
  String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  @Override
  public void close() {
    try {
      stop();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("failed removing " + folder, failure);
    }
  }

  private static Path programs() throws IOException {
    try (var versions = Files.list(PROGRAMS)) {
      return versions
          .filter(version -> major(version) >= MAJOR_MIN)
          .min(Comparator.comparingInt(DebianPostgres::major))
          .orElseThrow(() -> new IOException("no version from " + MAJOR_MIN + " on"))
          .resolve("bin");
    } catch (IOException missing) {
      throw new AssertionError(
          "no PostgreSQL in " + PROGRAMS + "; .build/e2e-packages.sh installs one", missing);
    }
  }

  private static int major(Path version) {
    var name = version.getFileName().toString();
    return name.matches("\\d+") ? Integer.parseInt(name) : 0;
  }

  /** In a language that sorts otherwise than bytes do, as most administrators' databases are. */
  private void make() throws IOException, InterruptedException {
    var password = Files.writeString(folder.resolve("password"), PASSWORD);
    var lookup = folder.getFileSystem().getUserPrincipalLookupService();
    if (isRoot()) {
      for (var given : List.of(folder, password)) {
        Files.setOwner(given, lookup.lookupPrincipalByName(USER));
      }
    }
    var initdb =
        start(
            List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data(),
                "--username=siaga",
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=icu",
                "--icu-locale=en-US",
                "--no-sync"),
            "initdb.log");
    if (!initdb.waitFor(STEP_MAX.toMillis(), TimeUnit.MILLISECONDS) || initdb.exitValue() != 0) {
      initdb.destroyForcibly();
      throw new AssertionError("initdb: " + Files.readString(folder.resolve("initdb.log")));
    }
  }

  private List<String> server() {
    return List.of(
        programs.resolve("postgres").toString(),
        "-D",
        data(),
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** As root it becomes another user; the process is the program itself all the same. */
  private Process start(List<String> command, String log) throws IOException {
    var whole = new ArrayList<String>();
    if (isRoot()) {
      whole.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
    }
    whole.addAll(command);
    return new ProcessBuilder(whole)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log).toFile())
        .start();
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("PostgreSQL ended while it started");
    }
    try {
      return !ask("postgres", "SELECT 1").isEmpty();
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Fast: whoever is still connected is not waited for, as SIGTERM would. */
  private void stop() throws IOException {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      if (!process.waitFor(STEP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

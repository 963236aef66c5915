package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("slow")
class EmbeddedPostgresTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  Path temporary = Path.of("set before each");
  Path folder = temporary;

  @BeforeEach
  void hasStartedBefore() throws IOException {
    temporary = Files.createTempDirectory(TestServer.runs(), "siaga-embedded-");
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
    folder = temporary.resolve("data");
    TestServer.copyInto(folder);
  }

  @AfterEach
  void leavesNothing() throws IOException {
    Trees.delete(temporary);
  }

  @Test
  void makes_its_data_at_the_first_start_and_keeps_it() throws Exception {
    Trees.delete(folder);
    try (var postgres = start()) {
      run(postgres, "CREATE TABLE kept (id int)");
      run(postgres, "INSERT INTO kept VALUES (1)");
    }
    try (var postgres = start()) {
      assertThat(run(postgres, "DELETE FROM kept")).isEqualTo(1);
    }
  }

  @Test
  void is_safe_for_data() throws SQLException {
    var production = new EmbeddedPostgres.Options(true, 60, TestServer.binaries(), () -> {});
    try (var postgres = EmbeddedPostgres.start(folder, production);
        var connection = connect(postgres)) {
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(connection, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(connection, "SHOW data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void compares_text_the_same_on_every_machine() throws SQLException {
    try (var postgres = start();
        var connection = connect(postgres)) {
      assertThat(ask(connection, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(
              ask(
                  connection,
                  """
                  SELECT datlocprovider::TEXT || ' ' || datlocale FROM pg_database
                   WHERE datname = current_database()\
                  """))
          .isEqualTo("b C.UTF-8");
    }
  }

  @Test
  void lets_only_siaga_in() throws Exception {
    try (var postgres = start();
        var connection = connect(postgres)) {
      assertThat(ask(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(connection, "SHOW unix_socket_directories")).isEmpty();
      assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "siaga", "wrong"))
          .hasMessageContaining("password authentication failed");
      assertThat(ask(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo("f");
      assertThatThrownBy(() ->
              DriverManager.getConnection(postgres.jdbcUrl(), "postgres", postgres.password()))
          .hasMessageContaining("password authentication failed");
      assertThat(permissions(folder.resolve("postgres.password"))).isEqualTo("rw-------");
      assertThat(permissions(folder.resolve("postgres"))).isEqualTo("rwx------");
    }
  }

  @Test
  void lives_in_a_session_of_its_own_so_that_ctrl_c_reaches_siaga_first() throws IOException {
    try (var postgres = start()) {
      assertThat(session(postgres.pid())).isEqualTo(postgres.pid());
    }
  }

  @Test
  void leaves_no_process_when_it_is_closed_though_a_transaction_is_open() throws Exception {
    var processes = ServerProcesses.of(folder.resolve("postgres"));
    try (var postgres = start()) {
      var client = connect(postgres); // and never leaves by itself
      client.setAutoCommit(false);
      ask(client, "SELECT pg_backend_pid()");
      assertThat(processes.running()).hasSizeGreaterThan(1).contains(postgres.pid());
    }
    assertThat(processes.running()).isEmpty();
  }

  @Test
  void is_refused_to_a_second_siaga_in_another_process() throws Exception {
    try (var _ = start();
        var other = OtherSiaga.begin(folder)) {
      assertThat(other.lineThatContains("StorageStartFault"))
          .contains("Another Siaga (process " + ProcessHandle.current().pid() + ")")
          .contains(folder.toRealPath().toString())
          .contains("SIAGA_DATA");
    }
  }

  @Test
  void is_refused_to_a_second_siaga_in_the_same_process_and_stays_with_the_first()
      throws Exception {
    try (var _ = start()) {
      assertThatThrownBy(this::start).isInstanceOf(StorageStartFault.class);
      try (var other = OtherSiaga.begin(folder)) {
        other.lineThatContains("Another Siaga");
      }
    }
    start().close();
  }

  @Test
  void loses_nothing_when_siaga_is_killed() throws Exception {
    var url = "";
    try (var killed = OtherSiaga.begin(folder)) {
      var ready = killed.awaitReady();
      try (var connection = connect(ready.url())) {
        connection.createStatement().execute("CREATE TABLE kept (id int)");
        connection.createStatement().execute("INSERT INTO kept VALUES (1)");
        killed.kill();
        try (var postgres = start()) {
          url = postgres.jdbcUrl();
          assertThat(run(postgres, "DELETE FROM kept")).isEqualTo(1);
          assertThat(ProcessHandle.of(ready.serverPid()).filter(this::alive)).isEmpty();
        }
      }
    }
    assertThat(url).isNotEmpty();
  }

  /** The kernel stops the server of a killed Siaga, but a stopped process is not reached by it. */
  @Test
  void stops_an_orphan_that_outlived_its_siaga() throws Exception {
    try (var killed = OtherSiaga.begin(folder)) {
      var orphan = killed.awaitReady().serverPid();
      signal("STOP", orphan);
      killed.kill();
      assertThat(ServerProcesses.of(folder.resolve("postgres")).running()).contains(orphan);
      try (var postgres = start()) {
        assertThat(run(postgres, "CREATE TABLE usable (id int)")).isZero();
        assertThat(ServerProcesses.of(folder.resolve("postgres")).running()).doesNotContain(orphan);
      }
    }
  }

  @Test
  void comes_back_on_the_same_port_when_its_server_is_killed() throws Exception {
    var back = new CountDownLatch(1);
    try (var postgres =
            EmbeddedPostgres.start(folder, TestServer.options().onRestart(back::countDown));
        var connection = connect(postgres)) {
      run(postgres, "CREATE TABLE kept AS SELECT 1");
      var url = postgres.jdbcUrl();
      Thread.startVirtualThread(() -> neverMindIfItFails(connection));
      Await.until("a query is under way", SOON, () -> queries(postgres) > 0);
      signal("KILL", postgres.pid());
      assertThat(back.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(postgres.restarts()).isEqualTo(1);
      assertThat(postgres.jdbcUrl()).isEqualTo(url);
      assertThat(run(postgres, "DELETE FROM kept")).isEqualTo(1);
    }
  }

  @Test
  void comes_back_every_time() throws Exception {
    try (var postgres = start()) {
      for (var killed = 1; killed <= 3; killed++) {
        signal("KILL", postgres.pid());
        var times = killed;
        Await.until("restart " + times, SOON, () -> postgres.restarts() == times);
        run(postgres, "CREATE TABLE t%d (id int)".formatted(killed));
      }
    }
  }

  @Test
  void starts_though_the_number_in_an_old_pid_file_is_in_use_again() throws Exception {
    var lines = List.of(ProcessHandle.current().pid() + "", folder + "/postgres", "1", "1", "", "");
    Files.write(folder.resolve("postgres/postmaster.pid"), lines);
    start().close();
  }

  @Test
  void makes_its_files_anew_when_the_first_start_was_cut_short() throws Exception {
    var half = Files.createDirectories(folder.resolve("postgres-making-1/files"));
    Files.writeString(half.resolve("PG_VERSION"), "18");
    Trees.delete(folder.resolve("postgres"));
    start().close();
    assertThat(folder.resolve("postgres-making-1")).doesNotExist();
  }

  @Test
  void says_what_to_do_where_there_is_no_postgres_for_the_machine() {
    var real = System.getProperty("os.arch");
    System.setProperty("os.arch", "riscv64");
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(StorageStartFault.class)
          .hasMessageContaining("riscv64")
          .hasMessageContaining("SIAGA_DATABASE_URL");
    } finally {
      System.setProperty("os.arch", real);
    }
  }

  @Test
  void says_that_the_password_file_is_missing() throws Exception {
    Files.delete(folder.resolve("postgres.password"));
    assertThatThrownBy(this::start)
        .isInstanceOf(StorageStartFault.class)
        .hasMessageContaining("postgres.password");
  }

  @Test
  @EnabledIf("asRootWhoMayLendReading")
  void reads_through_a_folder_that_only_root_may_enter_and_may_do_nothing_else() throws Exception {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
    try (var postgres = start()) {
      assertThat(status(postgres.pid(), "Uid:")).doesNotContain("\t0\t");
      assertThat(status(postgres.pid(), "CapEff:")).endsWith("0000000004");
      assertThat(status(postgres.pid(), "CapBnd:")).endsWith("0000000004");
    }
  }

  @Test
  @EnabledIf("asRoot")
  void has_no_capability_at_all_where_everybody_may_enter() throws Exception {
    try (var postgres = start()) {
      assertThat(status(postgres.pid(), "CapEff:")).endsWith("\t0000000000000000");
      assertThat(status(postgres.pid(), "Groups:").strip()).isEqualTo("Groups:");
    }
  }

  @Test
  @EnabledIf("asRoot")
  void takes_over_files_that_root_copied_here() throws Exception {
    Trees.own(folder, 0, 0);
    try (var postgres = start()) {
      assertThat(run(postgres, "CREATE TABLE usable (id int)")).isZero();
    }
  }

  @Test
  @DisabledIf("asRoot")
  void runs_as_the_user_who_started_siaga() throws Exception {
    try (var postgres = start()) {
      var me = Inode.of(Path.of("/proc/self")).uid();
      assertThat(status(postgres.pid(), "Uid:")).contains("\t" + me + "\t");
    }
  }

  static boolean asRoot() throws IOException {
    return Inode.of(Path.of("/proc/self")).uid() == 0;
  }

  static boolean asRootWhoMayLendReading() throws IOException {
    return asRoot() && Capability.held(Capability.DAC_READ_SEARCH, Capability.SETPCAP);
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder, TestServer.options());
  }

  private Connection connect(String url) throws SQLException, IOException {
    var password = Files.readString(folder.resolve("postgres.password"));
    return DriverManager.getConnection(url, PostgresCluster.USER, password);
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static int run(EmbeddedPostgres postgres, String statement) throws SQLException {
    try (var connection = connect(postgres);
        var sql = connection.createStatement()) {
      return sql.executeUpdate(statement);
    }
  }

  private static String ask(Connection connection, String question) throws SQLException {
    try (var sql = connection.createStatement();
        var answer = sql.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static void neverMindIfItFails(Connection connection) {
    try {
      ask(connection, "SELECT pg_sleep(60)");
    } catch (SQLException killed) {
      // The test kills the server under it.
    }
  }

  private static int queries(EmbeddedPostgres postgres) {
    try (var connection = connect(postgres)) {
      return Integer.parseInt(
          ask(
              connection,
              "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'"));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private boolean alive(ProcessHandle process) {
    try {
      return !status(process.pid(), "State:").contains("Z");
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  private static String status(long pid, String line) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines.filter(l -> l.startsWith(line)).findFirst().orElseThrow();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static long session(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
  }
}

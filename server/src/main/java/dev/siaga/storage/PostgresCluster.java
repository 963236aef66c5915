package dev.siaga.storage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the database: made once and completely, then only configured. */
record PostgresCluster(Path folder, Path home, ServerUser user, EmbeddedPostgres.Options options) {
  static final String USER = "siaga";
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final String SUPERUSER = "postgres";
  private static final int PASSWORD_BYTES = 24;
  private static final Duration INIT_MAX = Duration.ofMinutes(2);
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> OUR_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

  static PostgresCluster in(Path data, Path home, EmbeddedPostgres.Options options)
      throws IOException {
    var folder = data.resolve("postgres");
    return new PostgresCluster(folder, home, ServerUser.of(folder, List.of(data, home)), options);
  }

  /** Makes what is missing; the password of Siaga's role. */
  String prepared() throws IOException {
    removeHalfMade();
    var passwordFile = folder.resolveSibling("postgres.password");
    if (!Files.isDirectory(folder)) {
      LOG.info("making the database in {}", folder);
      make(passwordFile);
    }
    if (!Files.isReadable(passwordFile)) {
      throw new StorageStartFault(
          "The database in %s needs its password file %s: put it back."
              .formatted(folder, passwordFile));
    }
    user.adopt(folder);
    return Files.readString(passwordFile);
  }

  private void removeHalfMade() throws IOException {
    try (var halves = Files.newDirectoryStream(folder.resolveSibling("."), "postgres-making-*")) {
      for (var half : halves) {
        Trees.delete(half);
      }
    }
  }

  private void make(Path passwordFile) throws IOException {
    var password = newPassword();
    var making = Files.createTempDirectory(folder.resolveSibling("."), "postgres-making-");
    var input = making.resolve("password");
    var files = making.resolve("files");
    write(input, password, OURS);
    Files.createDirectory(files, PosixFilePermissions.asFileAttribute(OUR_FOLDER));
    user.own(making);
    run("making the database", "initdb", initialising(files, input), "");
    run("making its roles", "postgres", single(files), roles(password));
    write(passwordFile, password, OURS);
    if (options.durable()) {
      Trees.force(making);
    }
    Files.move(files, folder, ATOMIC_MOVE);
    Trees.delete(making);
  }

  /** Its own role is no superuser, so that no statement of Siaga's can run a program. */
  private static String roles(String password) {
    return """
    CREATE ROLE siaga LOGIN CREATEDB PASSWORD '%s'
    GRANT pg_monitor TO siaga
    CREATE DATABASE siaga OWNER siaga
    ALTER ROLE postgres PASSWORD NULL
    """
        .formatted(password);
  }

  private List<String> initialising(Path files, Path passwordInput) {
    var arguments =
        new ArrayList<>(
            List.of("-D", files.toString(), "-U", SUPERUSER, "--pwfile=" + passwordInput));
    arguments.addAll(List.of("-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"));
    arguments.addAll(List.of("--data-checksums", "--auth=scram-sha-256"));
    arguments.addAll(List.of("--no-instructions", "--no-sync"));
    return arguments;
  }

  private static List<String> single(Path files) {
    return List.of(
        "--single", "-D", files.toString(), "-c", "exit_on_error=on", "-c", "fsync=off", SUPERUSER);
  }

  private void run(String doing, String program, List<String> arguments, String input) {
    var command = command("KILL", program, arguments);
    Subprocess.run(doing, command, input, INIT_MAX);
  }

  /** The program as the right user, ended by the signal when the thread that started it ends. */
  private List<String> command(String deathSignal, String program, List<String> arguments) {
    var command = new ArrayList<>(user.prefix());
    command.add("--pdeathsig=" + deathSignal);
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  /**
   * Written anew at each start: what a new version of Siaga sets is then set everywhere. Beside the
   * cluster, because root must not write into a folder that another user owns.
   */
  void configure(int port) throws IOException {
    write(settings(), PostgresSettings.text(port, options), READABLE);
    write(access(), ACCESS, READABLE);
  }

  /** The server itself; the mark tells its processes from those of other clusters. */
  List<String> server(String mark) {
    var arguments =
        List.of(
            "-D",
            folder.toString(),
            "--cluster_name=" + mark,
            "--config_file=" + settings(),
            "--hba_file=" + access());
    return command("INT", "postgres", arguments);
  }

  private Path settings() {
    return folder.resolveSibling("postgres.conf");
  }

  private Path access() {
    return folder.resolveSibling("postgres-access.conf");
  }

  private static String newPassword() {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Never half written, and a secret is never readable by others, not even for a moment. */
  private static void write(Path file, String text, Set<PosixFilePermission> permissions)
      throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(beside, PosixFilePermissions.asFileAttribute(OURS));
    Files.writeString(beside, text);
    Files.setPosixFilePermissions(beside, permissions);
    try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(beside, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }
}

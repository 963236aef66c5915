package dev.siaga.app;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until it is asked to end. */
@Command(
    name = Serve.NAME,
    description = "Runs the server until SIGTERM or Ctrl-C (the default command).",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class)
final class Serve implements Callable<Integer> {
  static final String NAME = "serve";
  static final String SETTINGS_FILE = "siaga.yaml";

  private static final Logger log = LoggerFactory.getLogger(Serve.class);

  private final Surroundings surroundings;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings as YAML; by default siaga.yaml in the working folder, if there.")
  private @Nullable Path file;

  @Option(
      names = "--new-key",
      description = {
        "The key file is lost for good: goes on with another one, which is made when it is missing.",
        "What was sealed with the lost one (passwords and secrets of channels) must be applied anew."
      })
  private boolean newKey;

  Serve(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    var settings = Settings.from(surroundings.environment(), settingsFile());
    var ending = Ending.onSignal();
    try (var app = App.open(settings, clock(), newKey)) {
      app.start();
      app.firstLink().ifPresent(this::printFirstLink);
      surroundings.out().println("Siaga is ready on " + app.address());
      ending.await();
      log.info("asked to end: draining");
    } finally {
      ending.drained();
    }
    return Main.DONE;
  }

  /** To the microsecond, which is what the database keeps. */
  static InstantSource clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }

  private void printFirstLink(URI link) {
    surroundings.out().println("Create the first administrator (this link works once): " + link);
  }

  private @Nullable Path settingsFile() {
    if (file != null) {
      return file;
    }
    var here = surroundings.folder().resolve(SETTINGS_FILE);
    return Files.exists(here) ? here : null;
  }
}

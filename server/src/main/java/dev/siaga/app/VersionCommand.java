package dev.siaga.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Says which Siaga this is and what it runs on: the first lines of a good bug report. */
@Command(
    name = "version",
    description = "Prints the version.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class)
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  private final Surroundings surroundings;

  /** For picocli, which makes version providers itself. */
  VersionCommand() {
    this(Surroundings.ofProcess());
  }

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().println(text());
    return Main.DONE;
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }

  private static String text() {
    var version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
    return "Siaga " + version.orElse("(not from a jar)") + ", Java " + Runtime.version();
  }
}

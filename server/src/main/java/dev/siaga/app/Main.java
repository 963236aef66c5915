package dev.siaga.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the JVM enters: chooses a command, serve when none is named. */
@Command(
    name = "siaga",
    description = "Self-hosted incident management.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = HelpCommand.class,
    footer = {
      "",
      "Without a command: serve. Each command explains itself with --help.",
      "./siaga demo starts Siaga with all that a first look needs.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or settings."
    })
final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private Main() {}

  static void main(String[] arguments) {
    Logs.configure(Boolean.getBoolean("siaga.terminal"));
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  /** Runs one command and returns the exit code; ends no JVM, so that a test can call it. */
  static int run(Surroundings surroundings, String... arguments) {
    var line = new CommandLine(new Main());
    commands(surroundings).forEach(line::addSubcommand);
    return line.setOut(surroundings.outWriter())
        .setErr(surroundings.errWriter())
        .setParameterExceptionHandler((wrong, _) -> wrongUsage(wrong))
        .setExecutionExceptionHandler((fault, _, _) -> Failures.report(fault, surroundings))
        .execute(arguments.length == 0 ? new String[] {Serve.NAME} : arguments);
  }

  private static int wrongUsage(ParameterException wrong) {
    var command = wrong.getCommandLine();
    command.getErr().println(said(wrong));
    command.usage(command.getErr());
    return WRONG_USAGE;
  }

  /** Of a command that does not exist picocli would only say that an argument is unmatched. */
  private static String said(ParameterException wrong) {
    return wrong instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && wrong.getCommandLine().getParent() == null
        ? "There is no command '" + unmatched.getUnmatched().getFirst() + "'."
        : String.valueOf(wrong.getMessage());
  }

  /** Each is a class with picocli's annotations; a new command is a new line here. */
  private static List<Object> commands(Surroundings surroundings) {
    return List.of(
        new Serve(surroundings),
        new ApplyCommand(surroundings),
        new ExportCommand(surroundings),
        new VersionCommand(surroundings),
        new Train(surroundings));
  }
}

package dev.siaga.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where {@code ./siaga demo} enters: shows the whole way with nothing set up. */
@Command(
    name = "siaga demo",
    description = {
      "Starts Siaga with a mailbox, a demo shop that can be broken, and a sender of alerts.",
      "",
      "Data goes to ./demo-data (SIAGA_DATA). Of the settings, the demo also keeps SIAGA_HTTP_ADDRESS,"
          + " SIAGA_HTTP_PORT, SIAGA_BASE_URL and SIAGA_ADMIN_*; it never touches a database of"
          + " yours."
    },
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--built-in-sender",
      description = "Sends alerts without a Prometheus, though one is installed.")
  private boolean builtInSender;

  Demo(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  static void main(String[] arguments) {
    // Set here and not in a logback.xml, which Siaga would find on the same class path.
    System.setProperty("logback.configurationFile", "demo-logback.xml");
    var demo = new Demo(System.getenv(), System.out, System.err);
    System.exit(
        new CommandLine(demo)
            .setExecutionExceptionHandler((fault, _, _) -> demo.failed(fault))
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var settings = DemoSettings.from(environment);
    var mistake = settings.mistake();
    if (mistake.isPresent()) {
      err.println(mistake.get());
      return WRONG_USAGE;
    }
    var ending = Ending.onSignal();
    try (var stage = new Stage(settings, out, InstantSource.system())) {
      stage.start(ending, builtInSender);
      ending.started();
      return stage.awaitEnd(ending);
    } catch (InterruptedException _) {
      return DONE; // a signal during the start
    } finally {
      ending.drained();
    }
  }

  private int failed(Exception fault) {
    var cause = fault.getCause() == null ? "" : " (" + fault.getCause().getMessage() + ")";
    err.println("The demo failed: " + fault.getMessage() + cause);
    return FAILED;
  }
}

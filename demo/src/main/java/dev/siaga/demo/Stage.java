package dev.siaga.demo;

import dev.siaga.fakes.Mailbox;
import dev.siaga.fakes.Ports;
import dev.siaga.fakes.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/** Everything that the demo runs, started in order and stopped in reverse. */
final class Stage implements AutoCloseable {
  private static final int SIAGA_PORT = 8080;
  private static final int SMTP_PORT = 1025;
  private static final int MAIL_PAGE_PORT = 8025;
  private static final int TARGET_PORT = 8090;

  private final DemoSettings settings;
  private final PrintStream out;
  private final InstantSource clock;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  Stage(DemoSettings settings, PrintStream out, InstantSource clock) {
    this.settings = settings;
    this.out = out;
    this.clock = clock;
  }

  void start(Ending ending, boolean builtInSender) throws IOException, InterruptedException {
    var mailbox =
        add(new Mailbox(port(SMTP_PORT, "SMTP"), port(MAIL_PAGE_PORT, "the mailbox page"), clock));
    var target = add(new Target(port(TARGET_PORT, "the demo shop")));
    DemoConfiguration.write(settings.configuration(), mailbox.smtpPort());
    var siaga = add(serve(ending));
    var address = siaga.awaitReady();
    apply(address);
    var sender = add(Sender.start(target, address, builtInSender, clock));
    out.print(new Guide(settings, address, mailbox.page(), target.address(), sender.name()).text());
    out.flush();
  }

  /** Returns the exit code when a signal came or Siaga has ended. */
  int awaitEnd(Ending ending) throws InterruptedException {
    ending.await();
    for (var one : started) {
      if (one instanceof SiagaProcess siaga && !siaga.isAlive()) {
        return siaga.exitCode();
      }
    }
    return Demo.DONE;
  }

  @Override
  public void close() throws IOException {
    boolean _ = Thread.interrupted(); // a signal during the start: stopping still takes its time
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("failed stopping the demo", e);
      }
    }
  }

  private SiagaProcess serve(Ending ending) throws IOException {
    // Named, because otherwise Siaga would read the siaga.yaml of whoever tries the demo.
    var file = settings.data().resolve("demo-settings.yaml");
    Files.writeString(file, "# The demo sets everything in the environment.\n");
    var environment = new TreeMap<>(settings.childEnvironment());
    environment.computeIfAbsent(
        DemoSettings.HTTP_PORT, _ -> Integer.toString(port(SIAGA_PORT, "Siaga")));
    var siaga = SiagaProcess.serve(environment, file, out);
    siaga.onEnd(ending::ask);
    return siaga;
  }

  private void apply(URI siaga) throws IOException, InterruptedException {
    var environment = new TreeMap<>(settings.childEnvironment());
    environment.keySet().removeIf(name -> name.startsWith("SIAGA_"));
    environment.put("SIAGA_SERVER", siaga.toString());
    environment.put("SIAGA_TOKEN", settings.access().token());
    environment.put(DemoConfiguration.INTEGRATION_KEY_VARIABLE, DemoConfiguration.INTEGRATION_KEY);
    int code =
        SiagaProcess.run(environment, out, "apply", "-f", settings.configuration().toString());
    if (code != 0) {
      throw new IOException("the demo's configuration was not applied: the reason is above");
    }
  }

  private int port(int preferred, String what) {
    int port = Ports.freeOr(preferred);
    if (port != preferred) {
      out.println("Port " + preferred + " is taken: " + what + " is on " + port + " instead.");
    }
    return port;
  }

  private <T extends AutoCloseable> T add(T one) {
    started.push(one);
    return one;
  }
}

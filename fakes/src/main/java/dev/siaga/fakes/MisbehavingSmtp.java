package dev.siaga.fakes;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An SMTP server that behaves well until its script says otherwise, step by step.
 *
 * <p>It remembers everything: commands, log-ins, messages that it took and messages that it had
 * read completely when it refused, hung or hung up.
 */
public final class MisbehavingSmtp implements AutoCloseable {

  /** How the connection is encrypted. */
  public enum Encryption {
    NONE,
    STARTTLS,
    /** TLS from the first byte. */
    TLS
  }

  /** What a client used to log in. */
  public record Login(String user, String password) {}

  private final Script<SmtpStep> script = new Script<>();
  private final SmtpRecord record;
  private final Loopback server;

  public MisbehavingSmtp() {
    this(0, Encryption.NONE, Optional.empty(), InstantSource.system());
  }

  /** {@code tls} is needed for both kinds of encryption. */
  public MisbehavingSmtp(Encryption encryption, FakeTls tls) {
    this(0, encryption, Optional.of(tls), InstantSource.system());
  }

  public MisbehavingSmtp(
      int port, Encryption encryption, Optional<FakeTls> tls, InstantSource clock) {
    this.record = new SmtpRecord(clock);
    this.server =
        new Loopback(port, wire -> new SmtpTalk(wire, script, record, encryption, tls).hold());
  }

  public static Behaviour reply(int code, String text) {
    return new Behaviour.Say(line(code, text));
  }

  public static Behaviour replyAfter(Duration delay, int code, String text) {
    return new Behaviour.SayAfter(delay, line(code, text));
  }

  public int port() {
    return server.port();
  }

  /** These come first, one at each time the step is reached. */
  public MisbehavingSmtp next(SmtpStep step, Behaviour... behaviours) {
    script.next(step, behaviours);
    return this;
  }

  /** This comes whenever nothing else is queued for the step. */
  public MisbehavingSmtp always(SmtpStep step, Behaviour behaviour) {
    script.always(step, behaviour);
    return this;
  }

  /** Forgets the script: behaves well again. */
  public void behave() {
    script.forget();
  }

  public int connections() {
    return server.connections();
  }

  /** Every command line, of all connections, in the order in which they came. */
  public List<String> commands() {
    return record.commands().all();
  }

  public List<Login> logins() {
    return record.logins().all();
  }

  /** Messages that were answered with 2xx, one for each recipient. */
  public List<Mail> mails() {
    return record.accepted().all();
  }

  /** Messages that came completely, whatever was answered, one for each recipient. */
  public List<Mail> attempts() {
    return record.attempts().all();
  }

  public Mail awaitMail(Predicate<? super Mail> wanted, Duration deadline) {
    return record.accepted().await(wanted, deadline);
  }

  public List<Mail> awaitAttempts(int count, Duration deadline) {
    return record.attempts().awaitCount(count, _ -> true, deadline);
  }

  public List<String> awaitCommands(int count, Predicate<String> wanted, Duration deadline) {
    return record.commands().awaitCount(count, wanted, deadline);
  }

  @Override
  public void close() {
    server.close();
  }

  private static String line(int code, String text) {
    return code + " " + text + "\r\n";
  }
}

package dev.siaga.fakes;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * A mail server that takes every mail for everybody, and a page that shows them.
 *
 * <p>It speaks plain SMTP and behaves well; {@link MisbehavingSmtp} has the encrypted variants and
 * the bad days.
 */
public final class Mailbox implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(20);

  private final Seen<Mail> mails = new Seen<>("mails");
  private final MailReader reader = new MailReader();
  private final InstantSource clock;
  private final PromptSmtp smtp;
  private final MailPage page;

  /** Port 0 means any free one. */
  public Mailbox(int smtpPort, int pagePort, InstantSource clock) {
    this.clock = clock;
    var managers = new Managers();
    managers
        .getUserManager()
        .setMessageDeliveryHandler((_, address) -> addressee(address.getEmail()));
    this.smtp = started(new PromptSmtp(setup(smtpPort), managers));
    this.page = new MailPage(pagePort, mails);
  }

  public static Mailbox onFreePorts() {
    return new Mailbox(0, 0, InstantSource.system());
  }

  public int smtpPort() {
    return smtp.getPort();
  }

  /** The page that lists the mails; {@code mails.json} beside it has the same as JSON. */
  public URI page() {
    return page.address();
  }

  public List<Mail> messages() {
    return mails.all();
  }

  public List<Mail> messagesTo(String address) {
    return mails.all().stream().filter(mail -> mail.to().equals(address)).toList();
  }

  /** The first mail that matches; fails with what came instead when the deadline is over. */
  public Mail await(Predicate<? super Mail> wanted, Duration deadline) {
    return mails.await(wanted, deadline);
  }

  /** At least so many mails that match, the oldest first. */
  public List<Mail> awaitCount(int count, Predicate<? super Mail> wanted, Duration deadline) {
    return mails.awaitCount(count, wanted, deadline);
  }

  public void clear() {
    mails.clear();
  }

  @Override
  public void close() {
    page.close();
    smtp.stopService();
  }

  private Addressee addressee(String to) {
    return new Addressee(to, message -> keep(message, to));
  }

  private void keep(MovingMessage message, String to) {
    var path = message.getReturnPath();
    var from = path == null ? "" : path.getEmail();
    mails.add(reader.read(message.getMessage(), from, to, clock.instant()));
  }

  private static PromptSmtp started(PromptSmtp smtp) {
    smtp.startService();
    try {
      if (smtp.waitTillRunning(START_MAX.toMillis())) {
        return smtp;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    smtp.stopService();
    throw new IllegalStateException("the mail server did not start on port " + smtp.getPort());
  }

  private static ServerSetup setup(int port) {
    var setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(START_MAX.toMillis());
    return setup;
  }
}

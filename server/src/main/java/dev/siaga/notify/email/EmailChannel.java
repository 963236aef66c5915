package dev.siaga.notify.email;

import dev.siaga.notify.channel.Answers;
import dev.siaga.notify.channel.Channel;
import dev.siaga.notify.channel.Letter;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.email.SmtpConnections.Timeouts;
import dev.siaga.notify.email.SmtpRules.Stage;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends letters through one mail server. */
public final class EmailChannel implements Channel {
  public static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  public static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);

  private final EmailSettings settings;
  private final @Nullable String password;
  private final SmtpConnections connections;
  private final SmtpFailures failures;
  private final Answers answers;

  public EmailChannel(EmailSettings settings, @Nullable String password) {
    this(settings, password, new Timeouts(CONNECT_MAX, ANSWER_MAX));
  }

  EmailChannel(EmailSettings settings, @Nullable String password, Timeouts timeouts) {
    this.settings = settings;
    this.password = password;
    this.answers = Answers.hiding(password, asSent(settings.username(), password));
    this.failures = new SmtpFailures(settings.host(), timeouts.answer(), answers);
    this.connections = new SmtpConnections(settings, password, timeouts);
  }

  /**
   * The form in which a sign-in travels: its Base64 holds the password and does not look like it.
   */
  private static @Nullable String asSent(@Nullable String username, @Nullable String password) {
    return username == null || password == null ? null : "\0" + username + "\0" + password;
  }

  @Override
  public void warmUp(Letter letter) {
    try (var nowhere = OutputStream.nullOutputStream()) {
      Mail.of(connections.session(), settings, letter).writeTo(nowhere);
    } catch (MessagingException | IOException failure) {
      LOG.debug("A mail to nobody could not be written", failure);
    }
  }

  @Override
  public Outcome send(Letter letter) throws InterruptedException {
    if (!EmailSettings.isAddress(letter.address())) {
      return Outcome.never("notify.not-an-address");
    }
    if (settings.username() != null && password == null) {
      return Outcome.later(Blame.SETTINGS, "notify.secret-missing");
    }
    var transport = connections.take();
    boolean reusable = false;
    try {
      var outcome = handOver(transport, letter);
      reusable = outcome instanceof Accepted;
      return outcome;
    } finally {
      if (reusable) {
        connections.giveBack(transport);
      } else {
        connections.discard(transport);
      }
    }
  }

  private Outcome handOver(MailTransport transport, Letter letter) {
    transport.begin();
    try {
      connections.connect(transport);
    } catch (AuthenticationFailedException refused) {
      return failures.outcome(Stage.SIGN_IN, transport, refused);
    } catch (MessagingException failure) {
      return failures.outcome(Stage.GREETING, transport, failure);
    }
    try {
      var mail = Mail.of(connections.session(), settings, letter);
      transport.sendMessage(mail, mail.getAllRecipients());
      return new Accepted(settings.host(), answers.shown(transport.getLastServerResponse()));
    } catch (MessagingException failure) {
      return failures.outcome(Stage.LETTER, transport, failure);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}

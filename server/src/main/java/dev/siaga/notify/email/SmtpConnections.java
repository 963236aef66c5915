package dev.siaga.notify.email;

import dev.siaga.notify.email.EmailSettings.Security;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one mail server, signed in and kept for the next letter: greeting, TLS and sign-in
 * take several round trips that a page should not wait for.
 */
final class SmtpConnections implements AutoCloseable {
  /** Servers commonly allow 50 from one client. */
  static final int OPEN_MAX = 32;

  private static final int IDLE_MAX = 16;

  /** Below the shortest idle time-out of common servers, so that a kept one is usually alive. */
  private static final Duration KEPT_MAX = Duration.ofSeconds(30);

  /**
   * The library writes whole conversations to its own logs at their finest levels; what a server
   * says may hold secrets. Kept here because a logger that nobody holds forgets its level. Of a
   * transport of ours it takes our package's name.
   */
  private static final List<Logger> SILENT =
      Stream.of("jakarta.mail", "org.eclipse.angus.mail", MailTransport.class.getPackageName())
          .map(Logger::getLogger)
          .toList();

  static {
    SILENT.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  /** A connection that nobody uses any more is closed by us, not by a server that complains. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          KEPT_MAX.plusSeconds(1).toMillis(),
          TimeUnit.MILLISECONDS,
          task -> Thread.ofVirtual().name("smtp-idle").start(task));

  private final EmailSettings settings;
  private final @Nullable String password;
  private final Session session;
  private final Semaphore open = new Semaphore(OPEN_MAX);
  private final ConcurrentLinkedDeque<Kept> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  private record Kept(MailTransport transport, long sinceNanos) {
    boolean isFresh() {
      return System.nanoTime() - sinceNanos < KEPT_MAX.toNanos();
    }
  }

  SmtpConnections(EmailSettings settings, @Nullable String password, Timeouts timeouts) {
    this.settings = settings;
    this.password = password;
    this.session = Session.getInstance(properties(settings, timeouts));
  }

  Session session() {
    return session;
  }

  /** Has a permit of its own until {@link #giveBack} or {@link #discard}. */
  MailTransport take() throws InterruptedException {
    open.acquire();
    for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      // isConnected asks the server (NOOP): a connection that died meanwhile is found here.
      if (kept.isFresh() && kept.transport().isConnected()) {
        return kept.transport();
      }
      closeQuietly(kept.transport());
    }
    return new MailTransport(session);
  }

  void connect(MailTransport transport) throws MessagingException {
    if (!transport.isConnected()) {
      transport.connect(settings.host(), settings.port(), settings.username(), password);
    }
  }

  void giveBack(MailTransport transport) {
    open.release();
    closeStale();
    if (closed || idle.size() >= IDLE_MAX) {
      closeQuietly(transport);
      return;
    }
    idle.addFirst(new Kept(transport, System.nanoTime()));
    LATER.execute(this::closeStale);
  }

  void discard(MailTransport transport) {
    open.release();
    closeQuietly(transport);
  }

  private void closeStale() {
    for (var kept = idle.peekLast(); kept != null && !kept.isFresh(); kept = idle.peekLast()) {
      if (idle.removeLastOccurrence(kept)) {
        closeQuietly(kept.transport());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      closeQuietly(kept.transport());
    }
  }

  private static void closeQuietly(MailTransport transport) {
    try {
      transport.close();
    } catch (MessagingException alreadyGone) {
      // The server closed first: just as well.
    }
  }

  private static Properties properties(EmailSettings settings, Timeouts timeouts) {
    var values = new Properties();
    values.put("mail.smtp.from", settings.from());
    values.put("mail.smtp.localhost", ownName());
    values.put("mail.smtp.auth", Boolean.toString(settings.username() != null));
    values.put("mail.smtp.connectiontimeout", Long.toString(timeouts.connect().toMillis()));
    values.put("mail.smtp.timeout", Long.toString(timeouts.answer().toMillis()));
    // QUIT without waiting for its answer: closing must not take the time-out of an ill server.
    values.put("mail.smtp.quitwait", "false");
    values.put("mail.smtp.ssl.checkserveridentity", "true");
    values.put("mail.smtp.ssl.enable", settings.security() == Security.TLS);
    values.put("mail.smtp.starttls.enable", settings.security() == Security.STARTTLS);
    values.put("mail.smtp.starttls.required", settings.security() == Security.STARTTLS);
    if (settings.trust() != null) {
      values.put("mail.smtp.ssl.socketFactory", settings.trust().context().getSocketFactory());
    }
    return values;
  }

  /** Asked of the machine only: a look-up in DNS could take seconds. */
  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** How long a connection and each answer may take. */
  record Timeouts(Duration connect, Duration answer) {}
}

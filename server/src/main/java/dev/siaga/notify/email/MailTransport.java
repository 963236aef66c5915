package dev.siaga.notify.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Knows whether the letter had gone out whole when something went wrong: from then on the server
 * may have it, whatever it says or does not say (RFC 5321, 4.5.3.2.6).
 */
final class MailTransport extends SMTPTransport {
  private volatile boolean whole;

  MailTransport(Session session) {
    super(session, null);
  }

  boolean isLetterWhole() {
    return whole;
  }

  /** Before each letter: the connection may have carried others. */
  void begin() {
    whole = false;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    whole = true;
    super.finishData();
  }
}

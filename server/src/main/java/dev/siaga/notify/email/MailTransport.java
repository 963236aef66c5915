package dev.siaga.notify.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
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

  @Override
  protected OutputStream data() throws MessagingException {
    whole = false;
    return super.data();
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    whole = true;
    super.finishData();
  }
}

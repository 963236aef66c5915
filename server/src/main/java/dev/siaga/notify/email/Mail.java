package dev.siaga.notify.email;

import dev.siaga.kernel.Sha256;
import dev.siaga.notify.channel.Letter;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A letter as a MIME message whose id comes from the letter's key, the same at every attempt. */
final class Mail extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final int ID_DIGITS = 32;
  private final String id;

  private Mail(Session session, String id) {
    super(session);
    this.id = id;
  }

  static Mail of(Session session, EmailSettings settings, Letter letter) throws MessagingException {
    var mail = new Mail(session, id(letter.key(), settings));
    mail.setFrom(from(settings));
    mail.setRecipient(RecipientType.TO, new InternetAddress(letter.address(), true));
    mail.setSubject(letter.subject(), UTF_8);
    mail.setSentDate(Date.from(letter.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Auto-Response-Suppress", "All");
    if (letter.thread() != null) {
      mail.setHeader("References", id(letter.thread(), settings));
    }
    mail.markUrgency(letter);
    mail.setContent(content(letter));
    mail.saveChanges();
    return mail;
  }

  /** Phones let such mail through a quiet time when their owner allowed it. */
  private void markUrgency(Letter letter) throws MessagingException {
    switch (letter.kind()) {
      case PAGE, EXHAUSTED -> {
        setHeader("Importance", "high");
        setHeader("X-Priority", "1");
      }
      case QUIET, ASK, TEST -> setHeader("Importance", "normal");
    }
  }

  private static MimeMultipart content(Letter letter) throws MessagingException {
    var plain = new MimeBodyPart();
    plain.setText(MailText.plain(letter), UTF_8, "plain");
    var html = new MimeBodyPart();
    html.setText(MailText.html(letter), UTF_8, "html");
    return new MimeMultipart("alternative", plain, html);
  }

  private static InternetAddress from(EmailSettings settings) throws MessagingException {
    try {
      var name = settings.fromName();
      return new InternetAddress(
          settings.from(), Letter.oneLine(name == null ? "Siaga" : name), UTF_8);
    } catch (UnsupportedEncodingException impossible) {
      throw new AssertionError("every JDK has UTF-8", impossible);
    }
  }

  /** Hashed, because a key may hold what a Message-ID may not. */
  static String id(String key, EmailSettings settings) {
    return "<" + Sha256.hex(key).substring(0, ID_DIGITS) + "@" + settings.domain() + ">";
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}

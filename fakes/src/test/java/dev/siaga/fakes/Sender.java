package dev.siaga.fakes;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A real mail client for these tests. */
record Sender(
    int port,
    MisbehavingSmtp.Encryption encryption,
    @Nullable SSLContext trust,
    Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static final String SUBJECT = "The shop is down – siapa yang bangun?";
  static final String TEXT = "See http://127.0.0.1:8080/page/abc?x=1&y=2.\nThen sleep.\n";

  Sender(int port) {
    this(port, MisbehavingSmtp.Encryption.NONE, null, PATIENCE);
  }

  Sender(int port, MisbehavingSmtp.Encryption encryption, @Nullable SSLContext trust) {
    this(port, encryption, trust, PATIENCE);
  }

  Sender impatient() {
    return new Sender(port, encryption, trust, Duration.ofMillis(200));
  }

  void send(String... recipients) throws MessagingException {
    var session = Session.getInstance(settings());
    var message = message(session);
    for (var recipient : recipients) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
    }
    message.saveChanges();
    try (var transport = session.getTransport("smtp")) {
      if (encryption == MisbehavingSmtp.Encryption.NONE) {
        transport.connect();
      } else {
        transport.connect("wisen", "only-for-tests-too");
      }
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private static MimeMessage message(Session session) throws MessagingException {
    var text = new MimeBodyPart();
    text.setText(TEXT, "UTF-8");
    var html = new MimeBodyPart();
    html.setContent(
        "<a href=\"http://127.0.0.1:8080/page/abc?x=1&amp;y=2\">See</a>",
        "text/html; charset=utf-8");
    var message = new MimeMessage(session);
    message.setFrom("siaga@example.com");
    message.setSubject(SUBJECT, "UTF-8");
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setContent(new MimeMultipart("alternative", text, html));
    return message;
  }

  private Properties settings() {
    var settings = new Properties();
    settings.put("mail.smtp.host", "127.0.0.1");
    settings.put("mail.smtp.port", port);
    settings.put("mail.smtp.timeout", Long.toString(patience.toMillis()));
    settings.put("mail.smtp.connectiontimeout", "2000");
    settings.put("mail.smtp.auth", encryption != MisbehavingSmtp.Encryption.NONE);
    settings.put("mail.smtp.starttls.required", encryption == MisbehavingSmtp.Encryption.STARTTLS);
    settings.put("mail.smtp.starttls.enable", encryption == MisbehavingSmtp.Encryption.STARTTLS);
    settings.put("mail.smtp.ssl.enable", encryption == MisbehavingSmtp.Encryption.TLS);
    if (trust != null) {
      settings.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
    }
    return settings;
  }
}

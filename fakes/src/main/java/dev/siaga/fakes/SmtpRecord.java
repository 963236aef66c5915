package dev.siaga.fakes;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;

/** What an SMTP server has seen, over all its connections. */
record SmtpRecord(
    InstantSource clock,
    MailReader reader,
    Seen<String> commands,
    Seen<MisbehavingSmtp.Login> logins,
    Seen<Mail> attempts,
    Seen<Mail> accepted) {

  SmtpRecord(InstantSource clock) {
    this(
        clock,
        new MailReader(),
        new Seen<>("commands"),
        new Seen<>("log-ins"),
        new Seen<>("messages"),
        new Seen<>("accepted mails"));
  }

  List<Mail> attempt(String from, List<String> recipients, String data) {
    var mails = recipients.stream().map(to -> read(from, to, data)).toList();
    mails.forEach(attempts::add);
    return mails;
  }

  private Mail read(String from, String to, String data) {
    try {
      var bytes = data.getBytes(StandardCharsets.UTF_8);
      var session = Session.getInstance(new Properties());
      var message = new MimeMessage(session, new ByteArrayInputStream(bytes));
      return reader.read(message, from, to, clock.instant());
    } catch (MessagingException e) {
      throw new IllegalStateException("failed reading a message for " + to, e);
    }
  }
}

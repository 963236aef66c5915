package dev.siaga.fakes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** One SMTP conversation. */
final class SmtpTalk {
  private static final int MESSAGE_CHARS_MAX = 32 * 1024 * 1024;

  private final Script<SmtpStep> script;
  private final SmtpRecord record;
  private final MisbehavingSmtp.Encryption encryption;
  private final Optional<FakeTls> tls;
  private Wire wire;
  private boolean encrypted;
  private String from = "";
  private final List<String> recipients = new ArrayList<>();

  SmtpTalk(
      Wire wire,
      Script<SmtpStep> script,
      SmtpRecord record,
      MisbehavingSmtp.Encryption encryption,
      Optional<FakeTls> tls) {
    this.wire = wire;
    this.script = script;
    this.record = record;
    this.encryption = encryption;
    this.tls = tls;
  }

  void hold() throws IOException {
    if (encryption == MisbehavingSmtp.Encryption.TLS) {
      encrypt();
    }
    boolean goesOn = answer(SmtpStep.CONNECT, "220 localhost ESMTP").goesOn();
    while (goesOn) {
      var line = wire.line();
      if (line.isEmpty()) {
        return;
      }
      record.commands().add(line.get());
      goesOn = command(line.get());
    }
  }

  private boolean command(String line) throws IOException {
    var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    return switch (verb) {
      case "EHLO", "HELO" -> answer(SmtpStep.EHLO, greeting()).goesOn();
      case "STARTTLS" -> startTls();
      case "AUTH" -> authenticate(line);
      case "MAIL" -> mailFrom(line);
      case "RCPT" -> recipient(line);
      case "DATA" -> data();
      case "RSET" -> reset();
      case "NOOP" -> wire.perform(MisbehavingSmtp.reply(250, "2.0.0 still here"));
      case "QUIT" -> {
        answer(SmtpStep.QUIT, "221 2.0.0 bye");
        yield false;
      }
      default -> wire.perform(MisbehavingSmtp.reply(500, "5.5.1 what is " + verb + "?"));
    };
  }

  private String greeting() {
    boolean offered = encryption == MisbehavingSmtp.Encryption.STARTTLS && !encrypted;
    return "250-localhost\r\n"
        + (offered ? "250-STARTTLS\r\n" : "")
        + "250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SMTPUTF8";
  }

  private boolean startTls() throws IOException {
    var answer = answer(SmtpStep.STARTTLS, "220 2.0.0 go ahead");
    if (answer.goesOn() && answer.positive()) {
      encrypt();
    }
    return answer.goesOn();
  }

  private void encrypt() throws IOException {
    var context = tls.orElseThrow(() -> new IOException("no certificate was given")).server();
    var plain = wire.socket();
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    wire = wire.over(socket);
    encrypted = true;
  }

  private boolean authenticate(String line) throws IOException {
    var words = line.split(" ", -1);
    var mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
    if (mechanism.equals("PLAIN")) {
      var secret = decoded(words.length > 2 ? words[2] : challenge(""));
      var parts = (secret + "\0\0").split("\0", -1);
      record.logins().add(new MisbehavingSmtp.Login(parts[1], parts[2]));
    } else if (mechanism.equals("LOGIN")) {
      var user = decoded(words.length > 2 ? words[2] : challenge("Username:"));
      record.logins().add(new MisbehavingSmtp.Login(user, decoded(challenge("Password:"))));
    } else {
      return wire.perform(MisbehavingSmtp.reply(504, "5.5.4 unknown mechanism"));
    }
    return answer(SmtpStep.AUTH, "235 2.7.0 welcome").goesOn();
  }

  private String challenge(String question) throws IOException {
    wire.say("334 " + Base64.getEncoder().encodeToString(bytes(question)) + "\r\n");
    return wire.lineOrEnd();
  }

  private boolean mailFrom(String line) throws IOException {
    var answer = answer(SmtpStep.MAIL, "250 2.1.0 ok");
    if (answer.positive()) {
      from = address(line);
      recipients.clear();
    }
    return answer.goesOn();
  }

  private boolean recipient(String line) throws IOException {
    var answer = answer(SmtpStep.RCPT, "250 2.1.5 ok");
    if (answer.positive()) {
      recipients.add(address(line));
    }
    return answer.goesOn();
  }

  private boolean data() throws IOException {
    var go = answer(SmtpStep.DATA, "354 end with a dot");
    if (!go.goesOn() || !go.positive()) {
      return go.goesOn();
    }
    var mails = record.attempt(from, recipients, message());
    var answer = answer(SmtpStep.MESSAGE, "250 2.0.0 queued as " + mails.size());
    if (answer.positive()) {
      mails.forEach(record.accepted()::add);
    }
    return answer.goesOn();
  }

  private boolean reset() throws IOException {
    recipients.clear();
    return answer(SmtpStep.RSET, "250 2.0.0 forgotten").goesOn();
  }

  private String message() throws IOException {
    var text = new StringBuilder();
    for (var line = wire.lineOrEnd(); !line.equals("."); line = wire.lineOrEnd()) {
      if (text.length() > MESSAGE_CHARS_MAX) {
        throw new IOException("a message is longer than " + MESSAGE_CHARS_MAX + " characters");
      }
      text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return text.toString();
  }

  /** What was answered: did it mean yes, and is the connection still there. */
  private record Answer(boolean positive, boolean goesOn) {}

  private Answer answer(SmtpStep step, String normal) throws IOException {
    var behaviour = script.take(step).orElseGet(() -> new Behaviour.Say(normal + "\r\n"));
    boolean goesOn = wire.perform(behaviour);
    return new Answer(positive(behaviour), goesOn);
  }

  private static boolean positive(Behaviour behaviour) {
    return switch (behaviour) {
      case Behaviour.Say(var text) -> positive(text);
      case Behaviour.SayAfter(_, var text) -> positive(text);
      case Behaviour.Trickle(var text, _) -> positive(text);
      case Behaviour.Garbage _, Behaviour.Hang _, Behaviour.HangUp _, Behaviour.HangUpAfter _ ->
          false;
    };
  }

  private static boolean positive(String text) {
    return text.startsWith("2") || text.startsWith("3");
  }

  private static String address(String line) {
    int start = line.indexOf('<');
    int end = line.indexOf('>');
    return start < 0 || end < start ? "" : line.substring(start + 1, end);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

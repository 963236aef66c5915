package dev.siaga.notify.email;

import dev.siaga.notify.channel.Answers;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.email.SmtpRules.Stage;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** Reads the mail library's exceptions: what did the server say, or why did it say nothing? */
record SmtpFailures(String host, Duration answerMax, Answers answers) {
  Outcome outcome(Stage stage, MailTransport transport, MessagingException failure) {
    var answer = answer(failure);
    if (answer != null) {
      return SmtpRules.refused(stage, answer.code(), answers.shown(answer.said()));
    }
    int code = transport.getLastReturnCode();
    if (isRefusal(code)) {
      return SmtpRules.refused(stage, code, answers.shown(transport.getLastServerResponse()));
    }
    if (stage == Stage.LETTER && transport.isLetterWhole()) {
      return Outcome.unclear("notify.unclear", host);
    }
    if (isA(failure, SSLException.class) || needsStartTls(failure)) {
      return Outcome.later(
          Blame.SETTINGS, "notify.tls-failed", host, answers.shown(reason(failure)));
    }
    if (isA(failure, SocketTimeoutException.class)) {
      return Outcome.late(answerMax);
    }
    if (isA(failure, MailConnectException.class)) {
      return Outcome.later(Blame.DESTINATION, "notify.unreachable", host);
    }
    return Outcome.later(Blame.DESTINATION, "notify.broken-answer", host);
  }

  private record Answer(int code, @Nullable String said) {}

  /** Deepest first: the refusal of the recipient explains the refusal of the whole. */
  private static @Nullable Answer answer(@Nullable Exception failure) {
    if (!(failure instanceof MessagingException messaging)) {
      return null;
    }
    var deeper = answer(messaging.getNextException());
    if (deeper != null) {
      return deeper;
    }
    return switch (messaging) {
      case SMTPAddressFailedException e -> answer(e.getReturnCode(), e.getMessage());
      case SMTPSenderFailedException e -> answer(e.getReturnCode(), e.getMessage());
      case SMTPSendFailedException e -> answer(e.getReturnCode(), e.getMessage());
      default -> null;
    };
  }

  private static @Nullable Answer answer(int code, @Nullable String said) {
    return isRefusal(code) ? new Answer(code, said) : null;
  }

  private static boolean isRefusal(int code) {
    return code >= 400 && code < 600;
  }

  private static boolean isA(@Nullable Throwable failure, Class<?> kind) {
    for (var each = failure; each != null; each = each.getCause()) {
      if (kind.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  /** The library has no type of its own for it. */
  private static boolean needsStartTls(MessagingException failure) {
    var message = failure.getMessage();
    return message != null && message.contains("STARTTLS");
  }

  private static @Nullable String reason(Throwable failure) {
    var deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage();
  }
}

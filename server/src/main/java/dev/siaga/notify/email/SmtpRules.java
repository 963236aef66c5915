package dev.siaga.notify.email;

import dev.siaga.kernel.Text;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.channel.Outcome.GiveUp;
import dev.siaga.notify.channel.Outcome.TryLater;

/** What each SMTP answer means for the next try. Pure. */
final class SmtpRules {
  private SmtpRules() {}

  /** How far the conversation had come when the server said no. */
  enum Stage {
    /** Greeting, EHLO, STARTTLS: nothing of this letter was judged yet. */
    GREETING,
    SIGN_IN,
    /** MAIL, RCPT, DATA: about this letter. */
    LETTER
  }

  /**
   * What follows from a no.
   *
   * @param said the answer, already fit to be shown
   */
  static Outcome refused(Stage stage, int code, String said) {
    var why = Text.of("notify.smtp-answered", said.isEmpty() ? Integer.toString(code) : said);
    return switch (stage) {
      case GREETING -> new TryLater(null, why, isFinal(code) ? Blame.SETTINGS : Blame.DESTINATION);
      case SIGN_IN -> new TryLater(null, why, isFinal(code) ? Blame.SETTINGS : Blame.DESTINATION);
      case LETTER -> aboutTheLetter(code, why);
    };
  }

  private static Outcome aboutTheLetter(int code, Text why) {
    return switch (code) {
      // 421: going away. 451, 452, 454: the server's own trouble, but others may pass.
      case 421 -> new TryLater(null, why, Blame.DESTINATION);
      // Sign-in needed, too weak or refused: the next letter fares no better until it is set.
      case 530, 534, 535, 538 -> new TryLater(null, why, Blame.SETTINGS);
      default -> isFinal(code) ? new GiveUp(why) : new TryLater(null, why, Blame.LETTER);
    };
  }

  private static boolean isFinal(int code) {
    return code >= 500 && code < 600;
  }
}

package dev.siaga.fakes;

/** Where in an SMTP conversation a {@link MisbehavingSmtp} can be told to misbehave. */
public enum SmtpStep {
  /** The greeting. */
  CONNECT,
  EHLO,
  STARTTLS,
  AUTH,
  MAIL,
  RCPT,
  DATA,
  /** The answer after the whole message has come. */
  MESSAGE,
  RSET,
  QUIT
}

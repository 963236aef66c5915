package dev.siaga.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class A_misbehaving_smtp_server {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Made once: it takes a program of its own. */
  private static final FakeTls TLS = new FakeTls();

  private final MisbehavingSmtp smtp = new MisbehavingSmtp();
  private final ThrowingCallable sending = () -> new Sender(smtp.port()).send("wisen@example.com");

  @AfterEach
  void close() {
    smtp.close();
  }

  @Test
  void takes_mails_while_it_is_told_nothing() throws Throwable {
    sending.call();

    var mail = smtp.awaitMail(one -> one.to().equals("wisen@example.com"), SOON);
    assertThat(mail.subject()).isEqualTo(Sender.SUBJECT);
    assertThat(smtp.commands()).contains("MAIL FROM:<siaga@example.com>", "DATA");
  }

  @Test
  void answers_as_scripted_once_and_then_behaves_again() throws Throwable {
    smtp.next(SmtpStep.MAIL, MisbehavingSmtp.reply(451, "4.3.0 try later"));

    assertThatThrownBy(sending)
        .isInstanceOfSatisfying(
            SMTPSendFailedException.class, e -> assertThat(e.getReturnCode()).isEqualTo(451));
    sending.call();

    assertThat(smtp.mails()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpStep.class,
      names = {"CONNECT", "MAIL", "RCPT", "DATA", "MESSAGE"})
  void refuses_at_each_step(SmtpStep step) {
    smtp.always(step, MisbehavingSmtp.reply(554, "5.7.1 never"));

    assertThat(catchThrowable(sending)).isNotNull();
    assertThat(smtp.mails()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpStep.class,
      names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "MESSAGE"})
  void hangs_at_each_step(SmtpStep step) {
    smtp.always(step, new Behaviour.Hang());
    var sender = new Sender(smtp.port()).impatient();

    assertThatThrownBy(() -> sender.send("wisen@example.com"))
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
    assertThat(smtp.mails()).isEmpty();
  }

  @Test
  void keeps_a_message_apart_whose_answer_was_lost() {
    smtp.next(SmtpStep.MESSAGE, new Behaviour.HangUp());

    assertThatThrownBy(sending).isNotNull();

    assertThat(smtp.awaitAttempts(1, SOON)).hasSize(1);
    assertThat(smtp.mails()).isEmpty();
  }

  @Test
  void says_garbage() {
    smtp.next(SmtpStep.CONNECT, new Behaviour.Garbage(512), new Behaviour.HangUpAfter("22"));

    assertThatThrownBy(sending).isNotNull();
    assertThatThrownBy(sending).isNotNull();
    assertThat(smtp.mails()).isEmpty();
    assertThat(smtp.connections()).isEqualTo(2);
  }

  @Test
  void answers_slowly() throws Throwable {
    var late = Duration.ofMillis(120);
    smtp.next(SmtpStep.RCPT, MisbehavingSmtp.replyAfter(late, 250, "2.1.5 ok"));
    smtp.next(SmtpStep.DATA, new Behaviour.Trickle("354 go\r\n", Duration.ofMillis(15)));
    long began = System.nanoTime();

    sending.call();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(late.multipliedBy(2));
    assertThat(smtp.mails()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = MisbehavingSmtp.Encryption.class,
      names = {"STARTTLS", "TLS"})
  void speaks_tls_and_remembers_who_logged_in(MisbehavingSmtp.Encryption encryption)
      throws Exception {
    try (var secure = new MisbehavingSmtp(encryption, TLS)) {
      new Sender(secure.port(), encryption, TLS.client()).send("wisen@example.com");

      assertThat(secure.mails()).hasSize(1);
      assertThat(secure.logins())
          .containsExactly(new MisbehavingSmtp.Login("wisen", "only-for-tests-too"));
    }
  }

  @Test
  void is_not_trusted_by_a_client_that_was_not_told_to() {
    try (var secure = new MisbehavingSmtp(MisbehavingSmtp.Encryption.TLS, TLS)) {
      var sender = new Sender(secure.port(), MisbehavingSmtp.Encryption.TLS, null);

      assertThatThrownBy(() -> sender.send("wisen@example.com"))
          .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);
    }
  }

  @Test
  void closes_at_once_though_a_script_is_waiting() throws Exception {
    smtp.always(SmtpStep.EHLO, MisbehavingSmtp.replyAfter(Duration.ofHours(1), 250, "late"));
    try (var client = new Socket(InetAddress.getLoopbackAddress(), smtp.port())) {
      client.setSoTimeout((int) SOON.toMillis());
      client.getOutputStream().write("EHLO me\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(smtp.awaitCommands(1, _ -> true, SOON)).containsExactly("EHLO me");

      smtp.close();

      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("220 localhost ESMTP\r\n");
    }
  }
}

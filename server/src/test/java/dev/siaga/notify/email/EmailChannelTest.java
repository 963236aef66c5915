package dev.siaga.notify.email;

import static dev.siaga.fakes.MisbehavingSmtp.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Behaviour;
import dev.siaga.fakes.FakeTls;
import dev.siaga.fakes.Mailbox;
import dev.siaga.fakes.MisbehavingSmtp;
import dev.siaga.fakes.MisbehavingSmtp.Encryption;
import dev.siaga.fakes.SmtpStep;
import dev.siaga.notify.channel.Certificates;
import dev.siaga.notify.channel.Channel;
import dev.siaga.notify.channel.ChannelKit;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.email.EmailSettings.Security;
import dev.siaga.notify.email.SmtpConnections.Timeouts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class EmailChannelTest extends ChannelKit<MisbehavingSmtp> {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final FakeTls TLS = new FakeTls();
  private static final Certificates TRUST = new Certificates(TLS.pem());

  @Override
  protected MisbehavingSmtp server() {
    return new MisbehavingSmtp();
  }

  @Override
  protected Channel channel(MisbehavingSmtp server) {
    return channel(settings(server.port(), Security.NONE, null), SECRET);
  }

  private static Channel channel(EmailSettings settings, @Nullable String password) {
    return new EmailChannel(settings, password, new Timeouts(ANSWER_MAX, ANSWER_MAX));
  }

  private static EmailSettings settings(int port, Security security, @Nullable Certificates trust) {
    return new EmailSettings(
        "127.0.0.1", port, security, "siaga", "siaga@example.com", "Siaga Ops", trust);
  }

  @Override
  protected String alsoSecret() {
    return "\0siaga\0" + SECRET;
  }

  @Override
  protected void behave(MisbehavingSmtp server) {
    server.behave();
  }

  @Override
  protected Stream<Case<MisbehavingSmtp>> cases() {
    return Stream.of(everyCode(), signIn(), greeting(), badDays()).flatMap(each -> each);
  }

  /** Each code at each step that judges the letter. */
  private static Stream<Case<MisbehavingSmtp>> everyCode() {
    return Stream.of(SmtpStep.MAIL, SmtpStep.RCPT, SmtpStep.DATA, SmtpStep.MESSAGE)
        .flatMap(step ->
            Stream.of(
                    421, 450, 451, 452, 454, 455, 500, 501, 503, 504, 521, 530, 534, 541, 550, 551,
                    552, 553, 554, 555)
                .map(code -> answering(step, code, rule(code))));
  }

  private static Rule rule(int code) {
    return switch (code) {
      case 421 -> later(Blame.DESTINATION);
      case 530, 534 -> later(Blame.SETTINGS);
      default -> code < 500 ? later(Blame.LETTER) : never();
    };
  }

  private static Stream<Case<MisbehavingSmtp>> signIn() {
    var echo =
        Base64.getEncoder().encodeToString(("\0siaga\0" + SECRET).getBytes(StandardCharsets.UTF_8));
    return Stream.of(
        answering(SmtpStep.AUTH, 535, later(Blame.SETTINGS)),
        answering(SmtpStep.AUTH, 534, later(Blame.SETTINGS)),
        answering(SmtpStep.AUTH, 454, later(Blame.DESTINATION)),
        saying(
            SmtpStep.AUTH,
            "a sign-in whose refusal repeats the password",
            reply(535, "5.7.8 wrong: " + SECRET),
            later(Blame.SETTINGS)),
        saying(
            SmtpStep.AUTH,
            "a sign-in whose refusal repeats what was sent",
            reply(535, "5.7.8 wrong: " + echo),
            later(Blame.SETTINGS)),
        saying(
            SmtpStep.MESSAGE,
            "a letter whose acceptance repeats the password",
            reply(250, "2.0.0 ok " + SECRET),
            taken()));
  }

  private static Stream<Case<MisbehavingSmtp>> greeting() {
    return Stream.of(
        answering(SmtpStep.CONNECT, 421, later(Blame.DESTINATION)),
        answering(SmtpStep.CONNECT, 554, later(Blame.SETTINGS)),
        answering(SmtpStep.EHLO, 421, later(Blame.DESTINATION)),
        answering(SmtpStep.EHLO, 550, later(Blame.SETTINGS)));
  }

  private static Stream<Case<MisbehavingSmtp>> badDays() {
    return Stream.of(
            SmtpStep.CONNECT,
            SmtpStep.EHLO,
            SmtpStep.AUTH,
            SmtpStep.MAIL,
            SmtpStep.RCPT,
            SmtpStep.DATA,
            SmtpStep.MESSAGE)
        .flatMap(step ->
            Stream.of(
                saying(step, "hanging at " + step, new Behaviour.Hang(), silent(step)).impatient(),
                saying(step, "hanging up at " + step, new Behaviour.HangUp(), silent(step)),
                saying(
                    step, "breaking off at " + step, new Behaviour.HangUpAfter("25"), silent(step)),
                saying(step, "garbage at " + step, new Behaviour.Garbage(200), silent(step)),
                saying(
                        step,
                        "dripping at " + step,
                        new Behaviour.Trickle("250 2.0.0 fine\r\n", Duration.ofMillis(120)),
                        silent(step))
                    .impatient(),
                saying(step, "never answering to " + step, new Behaviour.Hang(), silent(step))));
  }

  /** Once the letter has gone out whole, the server may have it. */
  private static Rule silent(SmtpStep step) {
    return step == SmtpStep.MESSAGE ? unclear() : later(Blame.DESTINATION);
  }

  private static Case<MisbehavingSmtp> answering(SmtpStep step, int code, Rule rule) {
    return saying(step, "SMTP " + code + " to " + step, reply(code, "5.1.1 not today"), rule);
  }

  private static Case<MisbehavingSmtp> saying(
      SmtpStep step, String name, Behaviour behaviour, Rule rule) {
    return new Case<>(name, server -> server.always(step, behaviour), rule);
  }

  @Nested
  class A_mail {
    private final MisbehavingSmtp server = server();
    private final Channel channel = channel(server);

    @Test
    void has_the_same_message_id_at_every_attempt() throws Exception {
      server.next(SmtpStep.MESSAGE, new Behaviour.HangUp());
      channel.send(letter("incident/7/1"));
      channel.send(letter("incident/7/1"));
      channel.send(letter("incident/7/2"));
      var ids = server.awaitAttempts(3, SOON).stream().map(mail -> mail.messageId()).toList();
      assertThat(ids).hasSize(3);
      assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
      assertThat(ids.get(0)).matches("<[0-9a-f]{32}@example.com>");
    }

    @Test
    void says_that_no_person_wrote_it() throws Exception {
      channel.send(letter("k"));
      assertThat(server.awaitMail(_ -> true, SOON).headers())
          .containsEntry("auto-submitted", "auto-generated");
    }

    @Test
    void says_the_same_as_text_and_as_html() throws Exception {
      assertThat(
              channel.send(letter("k", "alastair@example.com", "#7 <script>alert('é')</script>")))
          .isInstanceOf(Accepted.class);
      var mail = server.awaitMail(_ -> true, SOON);
      assertThat(mail.subject()).isEqualTo("[Page] #7 <script>alert('é')</script>");
      assertThat(mail.text())
          .contains("#7 <script>alert('é')</script>", "Service: checkout", "Something is wrong.")
          .contains("https://siaga.example.com/page/abc?d=1&e=2");
      assertThat(mail.html())
          .contains("&lt;script&gt;alert(&#39;é&#39;)&lt;/script&gt;", "checkout")
          .contains("href=\"https://siaga.example.com/page/abc?d=1&amp;e=2\"")
          .doesNotContain("<script>");
    }

    @Test
    void cannot_be_given_headers_or_recipients_by_an_alert() throws Exception {
      assertThat(
              channel.send(
                  letter("k", "alastair@example.com", "x\r\nBcc: evil@example.com\r\n\r\nbody")))
          .isInstanceOf(Accepted.class);
      assertThat(server.awaitMail(_ -> true, SOON).headers()).doesNotContainKey("bcc");
      assertThat(server.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "alastair",
          "a@example.com, b@example.com",
          "A <a@example.com>",
          "a@example.com\r\nBcc: b@example.com",
          "a@example.com>",
          "@example.com",
          "list: a@b;"
        })
    void goes_to_one_plain_address_or_not_at_all(String address) throws Exception {
      assertThat(channel.send(letter("k", address, "x")))
          .isEqualTo(Outcome.never("notify.not-an-address"));
      assertThat(server.connections()).isZero();
    }

    @Test
    void is_accepted_with_the_servers_own_words() throws Exception {
      server.next(SmtpStep.MESSAGE, reply(250, "2.0.0 OK queued as 4F2A"));
      assertThat(channel.send(letter("k")))
          .isEqualTo(new Accepted("127.0.0.1", "250 2.0.0 OK queued as 4F2A"));
    }

    @Test
    void leaves_on_the_connection_of_the_one_before() throws Exception {
      IntStream.range(0, 5).forEach(_ -> send(channel));
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.logins()).hasSize(1);
    }

    /** What the connection has carried before says nothing of the letter that is under way. */
    @Test
    void that_was_not_handed_over_is_tried_soon_also_on_a_connection_that_carried_others()
        throws Exception {
      send(channel);
      for (var step : List.of(SmtpStep.MAIL, SmtpStep.RCPT)) {
        server.next(step, new Behaviour.Hang());
        assertThat(send(channel))
            .isInstanceOfSatisfying(
                Outcome.TryLater.class,
                later -> assertThat(later.blame()).isEqualTo(Blame.DESTINATION));
        assertThat(send(channel)).isInstanceOf(Accepted.class);
      }
    }

    @Test
    void is_not_held_up_by_a_kept_connection_that_died() throws Exception {
      send(channel);
      server.next(SmtpStep.MAIL, new Behaviour.HangUp());
      send(channel);
      assertThat(send(channel)).isInstanceOf(Accepted.class);
    }

    @Test
    void to_a_closed_port_is_tried_later() throws Exception {
      assertThat(send(channel(settings(closedPort(), Security.NONE, null), SECRET)))
          .isEqualTo(Outcome.later(Blame.DESTINATION, "notify.unreachable", "127.0.0.1"));
    }

    @Test
    void without_a_password_is_not_sent_and_says_so() throws Exception {
      var unset = channel(settings(server.port(), Security.NONE, null), null);
      assertThat(send(unset)).isEqualTo(Outcome.later(Blame.SETTINGS, "notify.secret-missing"));
    }

    @Test
    void needs_no_sign_in_when_none_is_set() throws Exception {
      var open =
          new EmailSettings(
              "127.0.0.1", server.port(), Security.NONE, null, "siaga@example.com", null, null);
      assertThat(send(channel(open, null))).isInstanceOf(Accepted.class);
      assertThat(server.logins()).isEmpty();
    }
  }

  @Nested
  class An_encrypted_connection {
    @ParameterizedTest
    @ValueSource(strings = {"STARTTLS", "TLS"})
    void carries_sign_in_and_letter(String kind) throws Exception {
      try (var server = new MisbehavingSmtp(Encryption.valueOf(kind), TLS);
          var channel = channel(settings(server.port(), Security.valueOf(kind), TRUST), SECRET)) {
        assertThat(send(channel)).isInstanceOf(Accepted.class);
        assertThat(server.logins()).containsExactly(new MisbehavingSmtp.Login("siaga", SECRET));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTTLS", "TLS"})
    void with_a_certificate_that_nobody_trusts_tells_no_password(String kind) throws Exception {
      try (var server = new MisbehavingSmtp(Encryption.valueOf(kind), TLS);
          var channel = channel(settings(server.port(), Security.valueOf(kind), null), SECRET)) {
        assertBlamesSettings(send(channel), "notify.tls-failed");
        assertThat(server.logins()).isEmpty();
      }
    }

    /** Somebody between us and the server could have taken the offer away. */
    @Test
    void that_is_not_offered_tells_no_password() throws Exception {
      try (var server = new MisbehavingSmtp();
          var channel = channel(settings(server.port(), Security.STARTTLS, TRUST), SECRET)) {
        assertBlamesSettings(send(channel), "notify.tls-failed");
        assertThat(server.logins()).isEmpty();
      }
    }

    private static void assertBlamesSettings(Outcome outcome, String key) {
      assertThat(outcome).isInstanceOf(Outcome.TryLater.class);
      assertThat(((Outcome.TryLater) outcome).blame()).isEqualTo(Blame.SETTINGS);
      assertThat(((Outcome.TryLater) outcome).why().key()).isEqualTo(key);
    }
  }

  /** Method: a mail server that other people wrote. */
  @Nested
  class A_real_mail_server {
    @Test
    void takes_what_is_sent() throws Exception {
      try (var mailbox = Mailbox.onFreePorts();
          var channel =
              channel(
                  new EmailSettings(
                      "127.0.0.1",
                      mailbox.smtpPort(),
                      Security.NONE,
                      null,
                      "siaga@example.com",
                      "Siaga",
                      null),
                  null)) {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < 3; i++) {
          outcomes.add(channel.send(letter("k" + i)));
        }
        assertThat(outcomes).hasOnlyElementsOfType(Accepted.class);
        var mails = mailbox.awaitCount(3, _ -> true, SOON);
        assertThat(mails.getFirst().links())
            .contains(URI.create("https://siaga.example.com/page/abc?d=1&e=2"));
      }
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Outcome send(Channel channel) {
    try {
      return channel.send(letter("k"));
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void an_unbroken_list_of_addresses_is_known() {
    assertThat(List.of("a@example.com", "a.b+c@sub.example.co.id"))
        .allMatch(EmailSettings::isAddress);
  }
}

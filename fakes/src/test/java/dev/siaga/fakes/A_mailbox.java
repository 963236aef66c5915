package dev.siaga.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class A_mailbox {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-11-25T03:12:00Z");

  private final Mailbox mailbox = new Mailbox(0, 0, InstantSource.fixed(NOW));

  @AfterEach
  void close() {
    mailbox.close();
  }

  @Test
  void keeps_what_was_sent_with_its_links() throws Exception {
    new Sender(mailbox.smtpPort()).send("wisen@example.com");

    var mail = mailbox.await(one -> one.to().equals("wisen@example.com"), SOON);

    assertThat(mail.subject()).isEqualTo(Sender.SUBJECT);
    assertThat(mail.from()).isEqualTo("siaga@example.com");
    assertThat(mail.text()).isEqualToNormalizingNewlines(Sender.TEXT);
    assertThat(mail.html()).contains("<a href");
    assertThat(mail.links()).containsExactly(URI.create("http://127.0.0.1:8080/page/abc?x=1&y=2"));
    assertThat(mail.messageId()).startsWith("<").endsWith(">");
    assertThat(mail.headers()).containsEntry("auto-submitted", "auto-generated");
    assertThat(mail.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void keeps_one_mail_for_each_recipient() throws Exception {
    new Sender(mailbox.smtpPort()).send("wisen@example.com", "alastair@example.com");

    var mails = mailbox.awaitCount(2, _ -> true, SOON);

    assertThat(mails)
        .extracting(Mail::to)
        .containsExactlyInAnyOrder("wisen@example.com", "alastair@example.com");
  }

  @Test
  void forgets_when_it_is_cleared() throws Exception {
    new Sender(mailbox.smtpPort()).send("wisen@example.com");
    mailbox.await(_ -> true, SOON);

    mailbox.clear();

    assertThat(mailbox.messages()).isEmpty();
  }

  @Test
  void says_what_came_instead_when_the_deadline_is_over() {
    assertThatThrownBy(() -> mailbox.await(_ -> true, Duration.ofMillis(20)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("got 0");
  }

  @Test
  void shows_the_mails_in_a_browser_and_as_json() throws Exception {
    new Sender(mailbox.smtpPort()).send("wisen@example.com");
    long number = mailbox.await(_ -> true, SOON).number();

    assertThat(page(""))
        .contains("wisen@example.com", "/mails/" + number, "http-equiv=\"refresh\"");
    assertThat(page("mails/" + number))
        .contains("<a href=\"http://127.0.0.1:8080/page/abc?x=1&amp;y=2\"", "Then sleep.");
    assertThat(page("mails.json")).contains("\"to\":\"wisen@example.com\"", NOW.toString());
  }

  @Test
  void has_no_page_for_a_mail_that_never_came() throws Exception {
    assertThat(page("mails/99")).contains("no such page");
  }

  private String page(String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(mailbox.page().resolve(path)).timeout(SOON).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}

package dev.siaga.fakes;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The mailbox in a browser: a list that refreshes itself, one mail, and both as JSON. */
final class MailPage implements AutoCloseable {
  private static final String STYLE =
      """
      <meta name="viewport" content="width=device-width">
      <style>body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
      table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd}
      pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f6;padding:1rem}</style>
      """;

  private final Seen<Mail> mails;
  private final JsonMapper json = JsonMapper.shared();
  private final Pages pages;

  MailPage(int port, Seen<Mail> mails) {
    this.mails = mails;
    this.pages = new Pages(port, (_, path) -> page(path));
  }

  URI address() {
    return pages.address();
  }

  @Override
  public void close() {
    pages.close();
  }

  private Pages.Page page(String path) {
    if (path.equals("/")) {
      return Pages.Page.html(200, list(mails.all().reversed()));
    }
    if (path.equals("/mails.json")) {
      return Pages.Page.of("application/json", json.writeValueAsString(mails.all()));
    }
    return mails.all().stream()
        .filter(mail -> path.equals("/mails/" + mail.number()))
        .findFirst()
        .map(mail -> Pages.Page.html(200, one(mail)))
        .orElseGet(Pages.Page::notFound);
  }

  private static String list(List<Mail> newestFirst) {
    var rows = newestFirst.stream().map(MailPage::row).collect(Collectors.joining());
    var body =
        rows.isEmpty()
            ? "<p>No mail yet. This page looks again every 2 seconds.</p>"
            : "<table><tr><th>Received<th>To<th>Subject</tr>" + rows + "</table>";
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox (%d)</title>
    <meta http-equiv="refresh" content="2">%s<h1>Mailbox</h1>%s</html>
    """
        .formatted(newestFirst.size(), STYLE, body);
  }

  private static String row(Mail mail) {
    return "<tr><td>%s<td>%s<td><a href=\"/mails/%d\">%s</a></tr>"
        .formatted(
            mail.receivedAt(), Pages.escape(mail.to()), mail.number(), Pages.escape(title(mail)));
  }

  private static String title(Mail mail) {
    return mail.subject().isBlank() ? "(no subject)" : mail.subject();
  }

  private static String one(Mail mail) {
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title>%s
    <p><a href="/">All mails</a></p><h1>%s</h1>
    <p>From %s to %s at %s</p><pre>%s</pre><h2>Links in this mail</h2><ul>%s</ul></html>
    """
        .formatted(
            Pages.escape(title(mail)),
            STYLE,
            Pages.escape(title(mail)),
            Pages.escape(mail.from()),
            Pages.escape(mail.to()),
            mail.receivedAt(),
            Pages.escape(mail.text().isBlank() ? mail.html() : mail.text()),
            mail.links().stream().map(MailPage::link).collect(Collectors.joining()));
  }

  private static String link(URI link) {
    var text = Pages.escape(link.toString());
    return "<li><a href=\"%s\" target=\"_blank\" rel=\"noopener\">%s</a></li>"
        .formatted(text, text);
  }
}

package dev.siaga.notify.email;

import dev.siaga.notify.channel.Letter;
import dev.siaga.notify.channel.Letter.Item;

/**
 * A letter as plain text and as HTML: the same words twice, readable on a phone and on a watch. No
 * images, no outside styles: nothing to load, nothing to block.
 */
final class MailText {
  private static final String BODY_STYLE =
      "font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;"
          + "max-width:36em;margin:1em";
  private static final String BUTTON_STYLE =
      "display:inline-block;padding:12px 24px;border-radius:6px;background:#0b57d0;"
          + "color:#ffffff;text-decoration:none;font-weight:600";

  private MailText() {}

  static String plain(Letter letter) {
    var text = new StringBuilder(letter.opening()).append("\n\n");
    for (var item : letter.items()) {
      text.append(item.title()).append('\n');
      item.facts().forEach(f -> text.append(f.label()).append(": ").append(f.value()).append('\n'));
      if (item.link() != null) {
        text.append('\n').append(item.link().label()).append(":\n");
        text.append(item.link().url()).append('\n');
      }
      text.append('\n');
    }
    return text.append("-- \n").append(letter.closing()).append('\n').toString();
  }

  static String html(Letter letter) {
    var html = new StringBuilder("<!doctype html><html lang=\"");
    html.append(escaped(letter.language().toLanguageTag()));
    html.append("\"><head><meta charset=\"utf-8\"><title>").append(escaped(letter.subject()));
    html.append("</title></head><body style=\"").append(BODY_STYLE).append("\">");
    html.append("<p>").append(escaped(letter.opening())).append("</p>");
    letter.items().forEach(item -> append(html, item));
    html.append("<p style=\"color:#5f6368;font-size:14px\">");
    return html.append(escaped(letter.closing())).append("</p></body></html>\n").toString();
  }

  private static void append(StringBuilder html, Item item) {
    html.append("<h2 style=\"font-size:20px\">").append(escaped(item.title())).append("</h2><p>");
    for (var fact : item.facts()) {
      html.append("<b>").append(escaped(fact.label())).append(":</b> ");
      html.append(escaped(fact.value())).append("<br>");
    }
    html.append("</p>\n");
    if (item.link() != null) {
      html.append("<p><a style=\"").append(BUTTON_STYLE).append("\" href=\"");
      html.append(escaped(item.link().url().toString())).append("\">");
      html.append(escaped(item.link().label())).append("</a></p>\n");
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

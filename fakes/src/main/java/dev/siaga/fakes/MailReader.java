package dev.siaga.fakes;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Turns what came over the wire into a {@link Mail}. */
final class MailReader {
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"')\\]]+");

  private final AtomicLong numbers = new AtomicLong();

  Mail read(MimeMessage message, String from, String to, Instant at) {
    try {
      var text = new StringBuilder();
      var html = new StringBuilder();
      collect(message, text, html);
      return new Mail(
          numbers.incrementAndGet(),
          at,
          from,
          to,
          orEmpty(message.getSubject()),
          orEmpty(message.getMessageID()),
          text.toString(),
          html.toString(),
          links(text + " " + html.toString().replace("&amp;", "&")),
          headers(message));
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("failed reading a mail for " + to, e);
    }
  }

  private static void collect(Part part, StringBuilder text, StringBuilder html)
      throws MessagingException, IOException {
    if (part.isMimeType("multipart/*")) {
      var parts = (Multipart) part.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        collect(parts.getBodyPart(i), text, html);
      }
    } else if (part.isMimeType("text/html")) {
      html.append(part.getContent());
    } else if (part.isMimeType("text/*")) {
      text.append(part.getContent());
    }
  }

  /** Each link once, in the order of the text; a full stop after a link belongs to the sentence. */
  private static List<URI> links(String text) {
    var found = new LinkedHashSet<URI>();
    var matcher = LINK.matcher(text);
    while (matcher.find()) {
      found.add(URI.create(matcher.group().replaceAll("[.,;:!?]+$", "")));
    }
    return List.copyOf(found);
  }

  private static Map<String, String> headers(MimeMessage message) throws MessagingException {
    var headers = new TreeMap<String, String>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      headers.merge(header.getName().toLowerCase(Locale.ROOT), header.getValue(), MailReader::join);
    }
    return Collections.unmodifiableMap(headers);
  }

  private static String join(String one, String other) {
    return one + ", " + other;
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}

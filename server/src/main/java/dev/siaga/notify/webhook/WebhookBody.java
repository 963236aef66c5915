package dev.siaga.notify.webhook;

import dev.siaga.notify.channel.Letter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a letter; docs/channels.md promises its fields. */
final class WebhookBody {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.shared();

  private WebhookBody() {}

  static byte[] of(Letter letter) {
    var body = JSON.createObjectNode();
    body.put("version", VERSION);
    body.put("kind", letter.kind().text());
    body.put("key", letter.key());
    body.put("sentAt", letter.at().toString());
    body.put("language", letter.language().toLanguageTag().toLowerCase(Locale.ROOT));
    body.put("subject", letter.subject());
    body.put("text", letter.opening());
    var items = body.putArray("items");
    letter.items().forEach(item -> fill(items.addObject(), item));
    return JSON.writeValueAsBytes(body);
  }

  /** A key may hold letters that a header may not. */
  static String headerSafe(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/").replace("%3A", ":");
  }

  private static void fill(ObjectNode node, Letter.Item item) {
    node.put("delivery", item.delivery());
    node.put("title", item.title());
    item.values().forEach(node::put);
    if (item.link() != null) {
      node.put("link", item.link().url().toString());
    }
  }
}

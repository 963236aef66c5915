package dev.siaga.notify;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Text;
import dev.siaga.notify.Message.About;
import dev.siaga.notify.channel.Letter;
import dev.siaga.notify.channel.Letter.Fact;
import dev.siaga.notify.channel.Letter.Item;
import dev.siaga.notify.channel.Letter.Link;
import dev.siaga.resources.Snapshot;
import dev.siaga.texts.Reader;
import dev.siaga.texts.Texts;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts deliveries into the words of their reader's language. */
final class Letters {
  /** A mail that names more is no longer read; all of them are on the page that it links to. */
  static final int ITEMS_MAX = 250;

  /** Of somebody who is no person of the configuration. */
  static final Reader UNKNOWN = new Reader(Locale.ENGLISH, PersonSpec.TIME_ZONE_DEFAULT);

  private final Texts texts;

  Letters(Texts texts) {
    this.texts = texts;
  }

  String inEnglish(Text text) {
    return texts.render(text, Locale.ENGLISH);
  }

  static Reader reader(Delivery delivery, Snapshot configuration) {
    return Optional.ofNullable(delivery.person())
        .flatMap(name -> configuration.find(PersonSpec.KIND, name))
        .map(person -> new Reader(person.language(), person.timeZone()))
        .orElse(UNKNOWN);
  }

  /** All to the same reader by the same method and with the same urgency. */
  Letter letter(String key, List<Delivery> deliveries, Reader reader, Instant now) {
    var first = deliveries.getFirst();
    var kind = kind(deliveries);
    return new Letter(
        key,
        kind,
        first.address(),
        reader.language(),
        now,
        subject(deliveries, reader),
        opening(kind, deliveries.size(), reader),
        deliveries.stream().limit(ITEMS_MAX).map(each -> item(each, reader)).toList(),
        closing(deliveries.size(), reader),
        thread(deliveries));
  }

  /** What asks for something is not for information only, whatever comes along with it. */
  private static Letter.Kind kind(List<Delivery> deliveries) {
    boolean asks =
        deliveries.stream().anyMatch(each -> each.message() instanceof Message.TapMessage);
    return asks ? Letter.Kind.ASK : deliveries.getFirst().urgency().kind();
  }

  private String subject(List<Delivery> deliveries, Reader reader) {
    var first = deliveries.getFirst();
    int more = deliveries.size() - 1;
    var about = about(first.message());
    if (about == null) {
      return texts.render(reader, "notify.subject-test");
    }
    var kind = kind(deliveries).text();
    return more == 0
        ? texts.render(reader, "notify.subject-" + kind, about.number(), about.title())
        : texts.render(
            reader, "notify.subject-" + kind + "-many", about.number(), about.title(), more);
  }

  private String opening(Letter.Kind kind, int count, Reader reader) {
    return count == 1
        ? texts.render(reader, "notify.opening-" + kind.text())
        : texts.render(reader, "notify.opening-" + kind.text() + "-many", count);
  }

  private String closing(int count, Reader reader) {
    var closing = texts.render(reader, "notify.closing");
    int left = count - ITEMS_MAX;
    return left <= 0 ? closing : texts.render(reader, "notify.and-more", left) + " " + closing;
  }

  private Item item(Delivery delivery, Reader reader) {
    return switch (delivery.message()) {
      case Message.PageMessage m ->
          item(delivery, m.about(), m.reason(), m.link(), "notify.open-and-acknowledge", reader);
      case Message.ExhaustedMessage m ->
          item(delivery, m.about(), m.reason(), m.link(), "notify.open-and-acknowledge", reader);
      case Message.QuietMessage m ->
          item(delivery, m.about(), m.reason(), m.link(), "notify.open", reader);
      case Message.TapMessage m ->
          item(delivery, m.about(), m.reason(), m.link(), "notify.open-and-say", reader);
      case Message.TestMessage _ ->
          new Item(
              delivery.key(),
              texts.render(reader, "notify.test-title"),
              List.of(),
              new TreeMap<>(),
              null);
    };
  }

  private Item item(
      Delivery delivery, About about, Text reason, URI link, String button, Reader reader) {
    var said = texts.render(reason, reader);
    return new Item(
        delivery.key(),
        "#" + about.number() + " " + about.title(),
        facts(about, said, reader),
        values(delivery, about, said),
        new Link(texts.render(reader, button), link));
  }

  private List<Fact> facts(About about, String reason, Reader reader) {
    var facts = new ArrayList<Fact>();
    add(facts, reader, "notify.service", about.service());
    add(facts, reader, "notify.environment", about.environment());
    if (about.startedAt() != null) {
      add(facts, reader, "notify.started", time(about.startedAt(), reader));
    }
    add(facts, reader, "notify.reason", reason);
    return facts;
  }

  private void add(List<Fact> facts, Reader reader, String label, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      facts.add(new Fact(texts.render(reader, label), value));
    }
  }

  private static String time(Instant at, Reader reader) {
    return DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss (VV)", reader.language())
        .format(at.atZone(reader.zone()));
  }

  private static SortedMap<String, String> values(Delivery delivery, About about, String reason) {
    var values = new TreeMap<String, String>();
    values.put("number", Long.toString(about.number()));
    values.put("reason", reason);
    put(values, "incident", delivery.incident());
    put(values, "person", delivery.person());
    put(values, "service", about.service());
    put(values, "environment", about.environment());
    put(values, "startedAt", about.startedAt());
    return values;
  }

  private static void put(SortedMap<String, String> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value.toString());
    }
  }

  private static @Nullable About about(Message message) {
    return switch (message) {
      case Message.PageMessage m -> m.about();
      case Message.QuietMessage m -> m.about();
      case Message.ExhaustedMessage m -> m.about();
      case Message.TapMessage m -> m.about();
      case Message.TestMessage _ -> null;
    };
  }

  /** Mail programs then show all about one incident together. */
  private static @Nullable String thread(List<Delivery> deliveries) {
    var incidents = deliveries.stream().map(Delivery::incident).distinct().toList();
    IncidentId only = incidents.size() == 1 ? incidents.getFirst() : null;
    return only == null ? null : "incident/" + only;
  }
}

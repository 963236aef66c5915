package dev.siaga.web;

import dev.siaga.accounts.Principal;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Text;
import dev.siaga.texts.Reader;
import dev.siaga.texts.Texts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every page needs: who reads, in which language and zone, and the token that its forms carry.
 *
 * @param path of the page, so that its place in the navigation is marked
 * @param stylesheet its address, with the hash of its content
 */
public record Frame(
    Texts texts,
    Reader reading,
    Instant now,
    String path,
    String stylesheet,
    @Nullable Principal reader,
    String formToken) {
  /** A text of a bundle. */
  public String t(String key, Object... args) {
    return texts.render(reading, key, args);
  }

  public String say(Text text) {
    return texts.render(text, reading);
  }

  /** A time as the reader's clock shows it. */
  public String time(@Nullable Instant at) {
    if (at == null) {
      return "–";
    }
    return reading.second(at);
  }

  /** The same of a time that somebody has set, which has no seconds worth reading. */
  public String minute(Instant at) {
    return reading.minute(at);
  }

  /** How long ago or how long until, in one unit: nobody counts seconds of a day. */
  public String ago(@Nullable Instant at) {
    if (at == null) {
      return "–";
    }
    var length = Duration.between(at, now);
    var key = length.isNegative() ? "web.time.in-" : "web.time.ago-";
    return t(key + unit(length.abs()), amount(length.abs()));
  }

  public String who(Actor actor) {
    return switch (actor) {
      case Actor.Person(var name) -> name.value();
      case Actor.Token(var label) -> label;
      case Actor.Component _ -> "Siaga";
    };
  }

  public boolean isAdministrator() {
    return reader != null && reader.admin();
  }

  public boolean isIn(String section) {
    return section.equals("/") ? path.equals("/") : path.startsWith(section);
  }

  private static String unit(Duration length) {
    if (length.toDays() > 1) {
      return "days";
    }
    if (length.toHours() > 1) {
      return "hours";
    }
    return length.toMinutes() > 0 ? "minutes" : "seconds";
  }

  private static long amount(Duration length) {
    if (length.toDays() > 1) {
      return length.toDays();
    }
    if (length.toHours() > 1) {
      return length.toHours();
    }
    return length.toMinutes() > 0 ? length.toMinutes() : length.toSeconds();
  }
}

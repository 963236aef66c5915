package dev.siaga.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who did something: a person, a program with an API token, or a part of Siaga itself. */
public sealed interface Actor {
  /** The form in which an actor is stored and sent, as in {@code person:alastair}. */
  @JsonValue
  String text();

  record Person(Name name) implements Actor {
    @Override
    public String text() {
      return "person:" + name;
    }
  }

  record Token(String label) implements Actor {
    @Override
    public String text() {
      return "token:" + label;
    }
  }

  record Component(String name) implements Actor {
    @Override
    public String text() {
      return "siaga:" + name;
    }
  }

  @JsonCreator
  static Actor parse(String text) {
    int colon = text.indexOf(':');
    var rest = text.substring(colon + 1);
    return switch (text.substring(0, Math.max(colon, 0))) {
      case "person" -> new Person(new Name(rest));
      case "token" -> new Token(rest);
      case "siaga" -> new Component(rest);
      default -> throw new IllegalArgumentException("not an actor: " + text);
    };
  }
}

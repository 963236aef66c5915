package dev.siaga.kernel;

import java.util.function.Function;

/** What a door answers when it may refuse: the value, or why not. */
public sealed interface Answer<T> {
  record Ok<T>(T value) implements Answer<T> {}

  record Refused<T>(Refusal refusal) implements Answer<T> {}

  static <T> Answer<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Answer<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  static <T> Answer<T> conflict(String key, Object... args) {
    return refused(new Refusal.Conflict(Text.of(key, args)));
  }

  static <T> Answer<T> notFound(String key, Object... args) {
    return refused(new Refusal.NotFound(Text.of(key, args)));
  }

  static <T> Answer<T> invalid(String field, String key, Object... args) {
    return refused(new Refusal.Invalid(field, Text.of(key, args)));
  }

  default <R> Answer<R> map(Function<? super T, ? extends R> next) {
    return switch (this) {
      case Ok<T>(var value) -> ok(next.apply(value));
      case Refused<T>(var refusal) -> refused(refusal);
    };
  }

  default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
    return switch (this) {
      case Ok<T>(var value) -> next.apply(value);
      case Refused<T>(var refusal) -> refused(refusal);
    };
  }
}

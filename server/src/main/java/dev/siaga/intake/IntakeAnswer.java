package dev.siaga.intake;

import java.util.List;

/** What became of a request. */
public sealed interface IntakeAnswer {
  /** All is durable. */
  record Taken(int alerts) implements IntakeAnswer {}

  /** Some were wrong; the others are durable. */
  record PartlyTaken(int alerts, List<Mistake> mistakes) implements IntakeAnswer {}

  /** Nothing could be made of it. */
  record Malformed(String why) implements IntakeAnswer {}

  record UnknownKey() implements IntakeAnswer {}

  record TooLarge() implements IntakeAnswer {}

  /** Too much waits to be written. */
  record Overloaded() implements IntakeAnswer {}

  /** Nothing can be made durable just now. */
  record Away() implements IntakeAnswer {}

  /**
   * What is wrong with one alert of a request.
   *
   * @param index its place in the request, from 0
   * @param field where
   */
  record Mistake(int index, String field, String why) {
    @Override
    public String toString() {
      return "alert " + index + ", " + field + ": " + why;
    }
  }
}

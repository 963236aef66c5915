package dev.siaga.kernel;

/**
 * Why we did not do what was asked, when the asker can do something about it.
 *
 * <p>Refusals are values, returned. Faults (database gone, bug) are exceptions, thrown. Only the
 * edge knows that either has an HTTP status.
 */
public sealed interface Refusal {
  /** What a person should read: what was wrong, and what to do next. */
  Text reason();

  /** There is no such thing, or the asker may not know that there is. */
  record NotFound(Text reason) implements Refusal {}

  /**
   * What was sent is wrong.
   *
   * @param field where, as a path of the asker's own input ({@code spec.methods[0].channel})
   */
  record Invalid(String field, Text reason) implements Refusal {}

  /** Right in itself, but not possible as things are now. */
  record Conflict(Text reason) implements Refusal {}

  /** The asker may not do this. */
  record Forbidden(Text reason) implements Refusal {}

  /** Too much or too often: later it may work. */
  record TooMany(Text reason, java.time.Duration retryAfter) implements Refusal {}
}

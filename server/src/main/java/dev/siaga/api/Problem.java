package dev.siaga.api;

import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done, as RFC 9457 has it.
 *
 * @param type what programs compare
 * @param field of the request, where one is wrong
 * @param requestId of a fault, to be found in the log
 * @param errors of the documents that were not applied
 * @param mistakes of the alerts that were not taken
 * @param taken how many alerts were taken all the same
 */
record Problem(
    String type,
    Text title,
    int status,
    Text detail,
    @Nullable String field,
    @Nullable String requestId,
    @Nullable List<DocumentError> errors,
    @Nullable List<AlertMistake> mistakes,
    @Nullable Integer taken) {
  /** What is wrong with a document; -1 is one that was not sent but would not fit any more. */
  record DocumentError(
      int document, String file, int line, String kind, String name, String field, Text message) {}

  /** What is wrong with an alert of a request, counted from 0. */
  record AlertMistake(int index, String field, String why) {}

  private static final String TYPE = "urn:siaga:problem:";

  static Problem of(int status, String kind, Text detail) {
    return new Problem(TYPE + kind, title(kind), status, detail, null, null, null, null, null);
  }

  static Problem of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound(var why) -> of(404, "not-found", why);
      case Refusal.Invalid(var field, var why) -> of(400, "invalid", why).about(field);
      case Refusal.Conflict(var why) -> of(409, "conflict", why);
      case Refusal.Forbidden(var why) -> of(403, "forbidden", why);
      case Refusal.TooMany(var why, var _) -> of(429, "too-many", why);
    };
  }

  static Problem unauthorized() {
    return of(401, "unauthorized", Text.of("api.unauthorized"));
  }

  static Problem tooLarge(long bytesMax) {
    return of(413, "too-large", Text.of("api.too-large", bytesMax));
  }

  static Problem outdated(Text why) {
    return of(412, "outdated", why);
  }

  static Problem fault(String requestId) {
    return of(500, "fault", Text.of("api.fault", requestId)).withRequest(requestId);
  }

  static Problem away(String requestId) {
    return of(503, "away", Text.of("api.away", requestId)).withRequest(requestId);
  }

  Problem about(String where) {
    return new Problem(type, title, status, detail, where, requestId, errors, mistakes, taken);
  }

  Problem withErrors(List<DocumentError> wrong) {
    return new Problem(type, title, status, detail, field, requestId, wrong, mistakes, taken);
  }

  Problem withMistakes(List<AlertMistake> wrong, int done) {
    return new Problem(type, title, status, detail, field, requestId, errors, wrong, done);
  }

  private Problem withRequest(String id) {
    return new Problem(type, title, status, detail, field, id, errors, mistakes, taken);
  }

  private static Text title(String kind) {
    return Text.of("api.title." + kind);
  }
}

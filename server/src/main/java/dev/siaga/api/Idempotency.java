package dev.siaga.api;

import dev.siaga.kernel.Sha256;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Database;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A POST that says an {@code Idempotency-Key} is done once, however often it is sent: the second
 * one gets the first one's answer. That it was done commits with it; where the answer was lost, the
 * second one is told so.
 */
final class Idempotency {
  static final int KEY_LENGTH_MAX = 200;
  static final Duration KEPT = Duration.ofHours(24);

  /** A node that has not answered by then has died: the next one who asks does it. */
  static final Duration WORK_MAX = Duration.ofMinutes(2);

  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");

  private final Database database;
  private final InstantSource clock;
  private final IdempotencyStore store;

  Idempotency(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.store = new IdempotencyStore(database.secrets());
    database
        .jobs()
        .every(
            "api.idempotency",
            FORGET_EVERY,
            (tx, _) -> store.forget(tx, clock.instant().minus(KEPT)));
  }

  Reply once(Endpoint endpoint, Call call, Supplier<Reply> work) {
    var key = call.header(KEY).strip();
    if (key.isEmpty() || !endpoint.method().equals("POST")) {
      return work.get();
    }
    if (key.length() > KEY_LENGTH_MAX || key.indexOf('\0') >= 0) {
      throw Refused.invalid("Idempotency-Key", "api.wrong-key", KEY_LENGTH_MAX);
    }
    var asked =
        new IdempotencyStore.Asked(call.actor().text(), key, hash(endpoint, call), clock.instant());
    var found =
        database.inTransaction("beginning a request", tx -> store.begin(tx, asked, WORK_MAX));
    return switch (found) {
      case IdempotencyStore.Found.Mine _ -> done(asked, work);
      case IdempotencyStore.Found.Running _ ->
          call.problem(Problem.of(409, "running", Text.of("api.still-running")));
      case IdempotencyStore.Found.AnswerLost _ ->
          call.problem(Problem.of(409, "answer-lost", Text.of("api.answer-lost")));
      case IdempotencyStore.Found.OtherRequest _ ->
          call.problem(Problem.of(422, "key-used", Text.of("api.key-used")));
      case IdempotencyStore.Found.Answered(var reply) -> reply.with("Idempotency-Replayed", "true");
    };
  }

  private Reply done(IdempotencyStore.Asked asked, Supplier<Reply> work) {
    boolean answered = false;
    try {
      var reply = database.writingAlong(tx -> store.done(tx, asked), work);
      database.inTransaction(
          "keeping an answer",
          tx -> {
            store.answer(tx, asked, reply);
            return true;
          });
      answered = true;
      return reply;
    } finally {
      if (!answered) { // it failed: who asks again means it
        database.inTransaction(
            "forgetting a request",
            tx -> {
              store.withdraw(tx, asked);
              return true;
            });
      }
    }
  }

  private static String hash(Endpoint endpoint, Call call) {
    var address = endpoint + " " + call.address() + '\0';
    return Sha256.hex(address.getBytes(StandardCharsets.UTF_8), call.bytes());
  }
}

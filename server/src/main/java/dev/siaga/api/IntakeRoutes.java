package dev.siaga.api;

import dev.siaga.intake.Door;
import dev.siaga.intake.Intake;
import dev.siaga.intake.IntakeAnswer;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.texts.Texts;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Where senders deliver: each door answers in the form that its senders understand. */
final class IntakeRoutes {
  /** A Prometheus waits for 10 s and never sends a batch again. */
  static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final Map<Door, String> PATHS =
      Map.of(
          Door.PROMETHEUS, "/in/{key}/api/v2/alerts",
          Door.ALERTMANAGER, "/in/{key}/alertmanager",
          Door.GENERIC, "/in/{key}/generic");

  private final Intake intake;
  private final BodySpace space;
  private final Json json;

  IntakeRoutes(Intake intake, BodySpace space, Json json) {
    this.intake = intake;
    this.space = space;
    this.json = json;
  }

  void routes(HttpRouting.Builder routing) {
    PATHS.forEach(
        (door, path) -> routing.post(path, (request, response) -> take(door, request, response)));
  }

  static String path(Door door) {
    return PATHS.getOrDefault(door, "");
  }

  private void take(Door door, ServerRequest request, ServerResponse response) {
    if (door == Door.PROMETHEUS) {
      answerPrometheus(response, received(door, request));
      return;
    }
    answerOthers(request, response, received(door, request));
  }

  private IntakeAnswer received(Door door, ServerRequest request) {
    var integration = intake.integrationOf(request.path().pathParameters().get("key"));
    if (integration.isEmpty()) {
      return new IntakeAnswer.UnknownKey(); // before its body is read
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    var patience = door == Door.PROMETHEUS ? PATIENCE : BodySpace.WAIT_MAX;
    try (var _ = space.take(request, Intake.BODY_BYTES_MAX, patience)) {
      var body = Bodies.read(request, Intake.BODY_BYTES_MAX);
      var contentType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
      return patiently(door, integration.get(), contentType, body, end);
    } catch (BodySpace.Full _) {
      return new IntakeAnswer.Overloaded();
    } catch (Bodies.TooLarge _) {
      return new IntakeAnswer.TooLarge();
    } catch (IOException unreadable) {
      return new IntakeAnswer.Malformed("the body can't be read: " + unreadable.getMessage());
    }
  }

  /** What a Prometheus is refused is lost: it waits instead, as long as it would. */
  private IntakeAnswer patiently(
      Door door, Name integration, String contentType, byte[] body, long end) {
    var answer = intake.receive(door, integration, contentType, body);
    if (door != Door.PROMETHEUS || !(answer instanceof IntakeAnswer.Overloaded)) {
      return answer;
    }
    while (answer instanceof IntakeAnswer.Overloaded && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(RETRY_NANOS);
      answer = intake.receive(door, integration, contentType, body);
    }
    return answer;
  }

  /** As Alertmanager answers: nothing, or a JSON string. */
  private void answerPrometheus(ServerResponse response, IntakeAnswer answer) {
    switch (answer) {
      case IntakeAnswer.Taken _ -> response.status(200).send();
      case IntakeAnswer.PartlyTaken(var _, var mistakes) -> say(response, 400, said(mistakes));
      case IntakeAnswer.Malformed(var why) -> say(response, 400, why);
      case IntakeAnswer.UnknownKey _ -> say(response, 404, "no integration has this key");
      case IntakeAnswer.TooLarge _ ->
          say(response, 413, "the body is larger than " + Intake.BODY_BYTES_MAX + " bytes");
      case IntakeAnswer.Overloaded _ -> sayLater(response, "too much waits to be written");
      case IntakeAnswer.Away _ -> sayLater(response, "nothing can be made durable now");
    }
  }

  private static String said(List<IntakeAnswer.Mistake> mistakes) {
    return mistakes.stream().map(IntakeAnswer.Mistake::toString).collect(Collectors.joining("; "));
  }

  private void sayLater(ServerResponse response, String why) {
    response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    say(response, 503, why);
  }

  private void say(ServerResponse response, int status, String why) {
    var body = json.write(why, java.util.Locale.ENGLISH);
    response.status(status).header(HeaderNames.CONTENT_TYPE, Reply.JSON).send(body);
  }

  private void answerOthers(ServerRequest request, ServerResponse response, IntakeAnswer answer) {
    var language = Texts.choose(request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse(null));
    if (answer instanceof IntakeAnswer.Taken(var alerts)) {
      var body = json.write(new Taken(alerts), language);
      response.status(200).header(HeaderNames.CONTENT_TYPE, Reply.JSON).send(body);
      return;
    }
    var problem = problem(answer);
    var reply = Reply.of(problem.status(), Reply.PROBLEM, json.write(problem, language));
    Entrance.send(
        response, problem.status() == 503 ? reply.with("Retry-After", RETRY_AFTER_SECONDS) : reply);
  }

  private static Problem problem(IntakeAnswer answer) {
    return switch (answer) {
      case IntakeAnswer.Taken _ -> throw new IllegalArgumentException("all was taken");
      case IntakeAnswer.PartlyTaken(var alerts, var mistakes) ->
          Problem.of(400, "partly-taken", Text.of("api.partly-taken", alerts, mistakes.size()))
              .withMistakes(mistakes.stream().map(IntakeRoutes::mistake).toList(), alerts);
      case IntakeAnswer.Malformed(var why) ->
          Problem.of(400, "malformed", Text.of("api.malformed", why));
      case IntakeAnswer.UnknownKey _ -> Problem.of(404, "not-found", Text.of("api.unknown-key"));
      case IntakeAnswer.TooLarge _ -> Problem.tooLarge(Intake.BODY_BYTES_MAX);
      case IntakeAnswer.Overloaded _ -> Problem.of(503, "overloaded", Text.of("api.overloaded"));
      case IntakeAnswer.Away _ -> Problem.of(503, "away", Text.of("api.not-durable"));
    };
  }

  private static Problem.AlertMistake mistake(IntakeAnswer.Mistake mistake) {
    return new Problem.AlertMistake(mistake.index(), mistake.field(), mistake.why());
  }

  /** How many alerts are durable now. */
  record Taken(int taken) {}
}

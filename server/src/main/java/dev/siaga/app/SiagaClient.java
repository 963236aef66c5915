package dev.siaga.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The API of a running Siaga, for commands. */
final class SiagaClient {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
  private final URI server;
  private final String token;

  SiagaClient(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /** The answer, whatever its status; an answer without JSON has a missing body. */
  record Reply(int status, JsonNode body) {}

  JsonNode get(String path) {
    return expect200(path, send(path, request(path).GET().build()));
  }

  Reply post(String path, JsonNode body) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    return send(path, request.build());
  }

  /** What a person should know of an answer that was not expected. */
  CommandFault unexpected(String path, Reply reply) {
    var detail = reply.body().path("detail").asString(reply.body().path("title").asString(""));
    var advice =
        switch (reply.status()) {
          case 401 -> "the token is not known there, or was revoked";
          case 403 -> "the token may not do this";
          case 404 -> "no Siaga of this version answers there";
          default -> "it answered " + reply.status();
        };
    var said = detail.isEmpty() ? "" : ": " + detail;
    return new CommandFault(server + path + ": " + advice + said);
  }

  private JsonNode expect200(String path, Reply reply) {
    if (reply.status() != 200) {
      throw unexpected(path, reply);
    }
    return reply.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/problem+json")
        .header("Accept-Language", Locale.getDefault().toLanguageTag());
  }

  private Reply send(String path, HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return new Reply(answer.statusCode(), json(answer.body()));
    } catch (ConnectException _) { // says nothing that a person could use
      throw new CommandFault(
          "cannot reach "
              + server
              + ": is Siaga running there? --server or SIAGA_SERVER says where");
    } catch (IOException unreachable) {
      throw new CommandFault("cannot reach " + server + path, unreachable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFault("interrupted while waiting for " + server + path, stopped);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}

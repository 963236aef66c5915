package dev.siaga.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.siaga.kernel.Actor;
import dev.siaga.resources.Document;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resources;
import dev.siaga.texts.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Real resources behind the few routes that apply and export need, in the form of the API. */
final class ConfigurationServer implements AutoCloseable {
  static final String TOKEN = "a-token-of-the-tests";
  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpServer server;
  private final Resources resources;

  ConfigurationServer(Resources resources) {
    this.resources = resources;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var isKnown =
        ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    var body = JSON.readTree(exchange.getRequestBody());
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    var answer =
        isKnown ? answer(request, body) : object().put("status", 401).put("detail", "Who are you?");
    var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.path("status").asInt(200), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ObjectNode answer(String request, JsonNode body) {
    return switch (request) {
      case "GET /api/v1/schemas" -> schemas();
      case "GET /api/v1/export" -> export();
      case "POST /api/v1/apply" -> apply(body);
      default -> object().put("status", 404);
    };
  }

  private ObjectNode schemas() {
    var answer = object();
    var kinds = answer.putArray("kinds");
    for (var kind : resources.kinds()) {
      kinds.addObject().put("kind", kind).set("schema", resources.schema(kind).orElseThrow());
    }
    return answer;
  }

  private ObjectNode export() {
    var answer = object();
    var documents = answer.putArray("documents");
    for (var resource : resources.list(null)) {
      var document = documents.addObject();
      document.put("kind", resource.kind()).put("name", resource.name().value());
      document.set("spec", resource.spec());
      resource.secrets().forEach(document.putArray("secrets")::add);
    }
    return answer;
  }

  private ObjectNode apply(JsonNode body) {
    var documents = new ArrayList<Document>();
    for (var sent : body.path("documents")) {
      documents.add(
          new Document(
              sent.path("file").asString(""),
              sent.path("line").asInt(0),
              sent.path("kind").asString(""),
              sent.path("name").asString(""),
              sent.path("spec")));
    }
    var by = new Actor.Token("test");
    var why = body.path("why").asString("");
    var outcome = resources.apply(documents, by, why, body.path("dryRun").asBoolean(false));
    return switch (outcome) {
      case Outcome.Applied applied -> changes(applied);
      case Outcome.Mistaken mistaken -> errors(mistaken);
      case Outcome.Refused(var refusal) ->
          object().put("status", 409).put("detail", refusal.reason().key());
    };
  }

  private static ObjectNode changes(Outcome.Applied applied) {
    var answer = object();
    var changes = answer.putArray("changes");
    for (var change : applied.changes()) {
      var view = changes.addObject();
      view.put("kind", change.kind()).put("name", change.name().value());
      view.put("what", change.what().name().toLowerCase(Locale.ROOT));
      var fields = view.putArray("fields");
      for (var field : change.fields()) {
        fields
            .addObject()
            .put("field", field.field())
            .put("from", field.from())
            .put("to", field.to())
            .put("secret", field.secret());
      }
    }
    return answer;
  }

  private static ObjectNode errors(Outcome.Mistaken mistaken) {
    var texts = new Texts();
    var answer = object().put("status", 422);
    var errors = answer.putArray("errors");
    for (var mistake : mistaken.mistakes()) {
      errors
          .addObject()
          .put("document", mistake.document())
          .put("kind", mistake.kind())
          .put("name", mistake.name())
          .put("field", mistake.field())
          .put("message", texts.render(mistake.why(), Locale.ENGLISH));
    }
    return answer;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package dev.siaga.app;

import dev.siaga.resources.Mistake;
import dev.siaga.resources.ResourceYaml;
import dev.siaga.texts.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sends configuration from files to a running Siaga: all of it or, with any mistake, nothing. */
@Command(
    name = "apply",
    description = "Applies the configuration in YAML files to a running Siaga, all or nothing.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A file holds documents {kind, name, spec}, separated by ---. What is absent",
      "from the files stays as it is. A secret is {env: NAME} or {file: PATH}, read",
      "here and sent as a value that nobody can read back; a secret that is absent is",
      "kept.",
      "Exit codes: 0 applied, 1 refused or failed, 2 wrong usage."
    })
final class ApplyCommand implements Callable<Integer> {
  private static final String APPLY = "/api/v1/apply";
  private static final String SCHEMAS = "/api/v1/schemas";
  private final Surroundings surroundings;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "PATH",
      description = "A file, or a folder with all *.yaml and *.yml in it. May be repeated.")
  private List<Path> paths = List.of();

  @Option(names = "--dry-run", description = "Only says what would change.")
  private boolean dryRun;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept with each version.")
  private String why = "";

  ApplyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var client = server.client(surroundings.environment());
    var files = ConfigurationFiles.read(surroundings.folder(), paths);
    if (!files.mistakes().isEmpty()) {
      return refused(files.mistakes().stream().map(ApplyCommand::line).toList());
    }
    if (files.documents().isEmpty()) {
      return refused(List.of("there is no document in " + names(paths)));
    }
    var secrets = new SecretReferences(schemas(client), surroundings);
    var body = body(files.documents(), secrets);
    secrets.warnings().forEach(warning -> surroundings.err().println("warning " + warning));
    return secrets.mistakes().isEmpty()
        ? report(client, client.post(APPLY, body), files.documents())
        : refused(secrets.mistakes());
  }

  private static String names(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static Map<String, JsonNode> schemas(SiagaClient client) {
    var schemas = new HashMap<String, JsonNode>();
    for (var kind : client.get(SCHEMAS).path("kinds")) {
      schemas.put(kind.path("kind").asString(""), kind.path("schema"));
    }
    return schemas;
  }

  private ObjectNode body(List<ResourceYaml.Located> documents, SecretReferences secrets) {
    var body = JsonNodeFactory.instance.objectNode();
    var list = body.putArray("documents");
    for (var located : documents) {
      var document = located.document();
      list.addObject()
          .put("file", document.file())
          .put("line", document.line())
          .put("kind", document.kind())
          .put("name", document.name())
          .set("spec", secrets.resolved(located));
    }
    return body.put("dryRun", dryRun).put("why", why);
  }

  private int report(
      SiagaClient client, SiagaClient.Reply reply, List<ResourceYaml.Located> documents) {
    if (reply.body().path("errors").isArray()) {
      var lines = new ArrayList<String>();
      reply.body().path("errors").forEach(error -> lines.add(line(error, documents)));
      return refused(lines);
    }
    if (reply.status() != 200) {
      throw client.unexpected(APPLY, reply);
    }
    new AppliedReport(surroundings.out(), dryRun).print(reply.body());
    return Main.DONE;
  }

  private int refused(List<String> lines) {
    lines.forEach(surroundings.err()::println);
    surroundings.err().println("Nothing was applied.");
    return Main.FAILED;
  }

  /** The server knows where a document begins; we know where each of its fields stands. */
  private static String line(JsonNode error, List<ResourceYaml.Located> documents) {
    int index = error.path("document").asInt(-1);
    var field = error.path("field").asString("");
    var message = error.path("message").asString("");
    if (index < 0 || index >= documents.size()) {
      var resource = error.path("kind").asString("") + " " + error.path("name").asString("");
      return resource + ": " + field + ": " + message;
    }
    var located = documents.get(index);
    return located.document().file() + ":" + located.line(field) + ": " + field + ": " + message;
  }

  private static String line(Mistake mistake) {
    var field = mistake.field().isEmpty() ? "" : mistake.field() + ": ";
    var why = new Texts().render(mistake.why(), Locale.ENGLISH);
    return mistake.file() + ":" + mistake.line() + ": " + field + why;
  }
}

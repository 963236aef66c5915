package dev.siaga.app;

import dev.siaga.resources.Document;
import dev.siaga.resources.ResourceYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Writes the configuration of a running Siaga as YAML that apply takes. */
@Command(
    name = "export",
    description = "Writes the configuration of a running Siaga as YAML, without its secrets.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "To standard output, or with -o to one file a kind in a folder (files of the",
      "same name are written over). What is exported can be applied again: absent",
      "secrets are kept."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String EXPORT = "/api/v1/export";
  private final Surroundings surroundings;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "The folder to write to; it is made when it is missing.")
  private @Nullable Path output;

  ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var answer = server.client(surroundings.environment()).get(EXPORT);
    var byFile = new LinkedHashMap<String, String>();
    for (var exported : answer.path("documents")) {
      var name = fileName(exported.path("kind").asString(""));
      byFile.merge(name, yaml(exported), (before, more) -> before + "---\n" + more);
    }
    if (output == null) {
      surroundings.out().print(String.join("---\n", byFile.values()));
    } else {
      write(surroundings.folder().resolve(output), byFile);
    }
    return Main.DONE;
  }

  private void write(Path folder, Map<String, String> files) {
    try {
      Files.createDirectories(folder);
      for (var file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
        surroundings.out().println("wrote " + folder.resolve(file.getKey()));
      }
    } catch (IOException unwritable) {
      throw new CommandFault("cannot write to " + folder, unwritable);
    }
  }

  private static String yaml(JsonNode exported) {
    var secrets =
        StreamSupport.stream(exported.path("secrets").spliterator(), false)
            .map(JsonNode::asString)
            .collect(Collectors.joining(", "));
    var comment = secrets.isEmpty() ? "" : "# Left out, since they are secret: " + secrets + "\n";
    var document =
        Document.of(
            exported.path("kind").asString(""),
            exported.path("name").asString(""),
            exported.path("spec"));
    return comment + ResourceYaml.write(List.of(document));
  }

  /** {@code SupportHours} is in support-hours.yaml. */
  private static String fileName(String kind) {
    return kind.replaceAll("[^A-Za-z0-9]", "")
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT)
        + ".yaml";
  }
}

package dev.siaga.resources;

import dev.siaga.kernel.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;

/** Resources as files: YAML documents {@code {kind, name, spec}}, each with its lines. */
public interface ResourceYaml {
  int FILE_CHARS_MAX = 4 * 1024 * 1024;
  int ALIASES_MAX = 50;

  /**
   * What a file holds.
   *
   * @param mistakes of form; a document with one is not among the documents
   */
  record Reading(List<Located> documents, List<Mistake> mistakes) {
    public Reading {
      documents = List.copyOf(documents);
      mistakes = List.copyOf(mistakes);
    }
  }

  /**
   * A document and where its parts stand.
   *
   * @param lines by field, as in {@code spec.members[0]}
   */
  record Located(Document document, Map<String, Integer> lines) {
    public Located {
      lines = Map.copyOf(lines);
    }

    /** The line of a field; of an absent one, the line of what it is absent from. */
    public int line(String field) {
      var at = field;
      while (!at.isEmpty()) {
        var line = lines.get(at);
        if (line != null) {
          return line;
        }
        at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
      }
      return document.line();
    }
  }

  static Reading read(String file, String text) {
    var documents = new ArrayList<Located>();
    var mistakes = new ArrayList<Mistake>();
    try {
      for (Node node : new Compose(settings(file)).composeAllFromString(text)) {
        new YamlDocument(file, node).read(documents, mistakes);
      }
    } catch (MarkedYamlEngineException wrong) {
      int line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      mistakes.add(
          YamlDocument.mistake(
              file, line, "", "", "", Text.of("resources.yaml", wrong.getProblem())));
    } catch (YamlEngineException limit) {
      mistakes.add(
          YamlDocument.mistake(
              file, 0, "", "", "", Text.of("resources.yaml", String.valueOf(limit.getMessage()))));
    }
    return new Reading(documents, mistakes);
  }

  static String write(List<Document> documents) {
    var settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(100)
            .build();
    var text = new StringBuilder();
    for (var document : documents) {
      text.append(text.isEmpty() ? "" : "---\n");
      var map = new LinkedHashMap<String, Object>();
      map.put("kind", document.kind());
      map.put("name", document.name());
      map.put("spec", plain(document.spec()));
      text.append(new Dump(settings).dumpToString(map));
    }
    return text.toString();
  }

  private static Object plain(JsonNode spec) {
    return SpecJson.MAPPER.convertValue(spec, Object.class);
  }

  private static LoadSettings settings(String file) {
    return LoadSettings.builder()
        .setLabel(file)
        .setSchema(new CoreSchema())
        .setMaxAliasesForCollections(ALIASES_MAX)
        .setCodePointLimit(FILE_CHARS_MAX)
        .build();
  }
}

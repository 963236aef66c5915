package dev.siaga.app;

import dev.siaga.resources.Mistake;
import dev.siaga.resources.ResourceYaml;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The YAML files of a folder and the folders in it, in the order of their names. */
final class ConfigurationFiles {
  static final int FILES_MAX = 5_000;
  private final List<ResourceYaml.Located> documents = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  static ConfigurationFiles read(Path folder, List<Path> named) {
    var files = new ConfigurationFiles();
    for (var path : named) {
      for (var file : files(folder.resolve(path))) {
        files.readFile(file, shown(folder, file));
      }
    }
    return files;
  }

  List<ResourceYaml.Located> documents() {
    return documents;
  }

  List<Mistake> mistakes() {
    return mistakes;
  }

  private void readFile(Path file, String name) {
    try {
      if (Files.size(file) > ResourceYaml.FILE_CHARS_MAX) {
        throw new CommandFault(name + " is larger than " + ResourceYaml.FILE_CHARS_MAX + " bytes");
      }
      var reading = ResourceYaml.read(name, Files.readString(file));
      documents.addAll(reading.documents());
      mistakes.addAll(reading.mistakes());
    } catch (MalformedInputException notUtf8) {
      throw new CommandFault(name + " is not UTF-8", notUtf8);
    } catch (IOException unreadable) {
      throw new CommandFault("cannot read " + name, unreadable);
    }
  }

  private static List<Path> files(Path path) {
    if (!Files.exists(path)) {
      throw new CommandFault("there is no file or folder " + path);
    }
    try (var all = Files.walk(path)) {
      var files =
          all.filter(file -> file.equals(path) ? Files.isRegularFile(file) : isYaml(path, file))
              .sorted()
              .limit(FILES_MAX + 1L)
              .toList();
      if (files.size() > FILES_MAX) {
        throw new CommandFault(path + " holds more than " + FILES_MAX + " files");
      }
      return files;
    } catch (IOException unreadable) {
      throw new CommandFault("cannot read " + path, unreadable);
    }
  }

  private static boolean isYaml(Path root, Path file) {
    boolean hidden =
        StreamSupport.stream(root.relativize(file).spliterator(), false)
            .anyMatch(step -> step.toString().startsWith("."));
    return !hidden && file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file);
  }

  /** As the one who ran the command would write it. */
  private static String shown(Path folder, Path file) {
    var from = folder.toAbsolutePath().normalize();
    var to = file.toAbsolutePath().normalize();
    return to.startsWith(from) ? from.relativize(to).toString() : to.toString();
  }
}

package dev.siaga.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads settings one by one and keeps every mistake, with its name and what is allowed. */
final class SettingsReader {
  static final int FILE_BYTES_MAX = 64 * 1024;

  /**
   * A Service named siaga makes Kubernetes put these into the environment of every container: an
   * address there is no setting of ours and must not keep Siaga from starting.
   */
  private static final List<String> KUBERNETES = List.of("SIAGA_SERVICE_", "SIAGA_PORT_");

  private final Map<String, String> values = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  SettingsReader(Map<String, String> environment, @Nullable Path file) {
    if (file != null) {
      readFile(file);
    }
    readEnvironment(environment);
  }

  boolean failed() {
    return !mistakes.isEmpty();
  }

  List<String> mistakes() {
    return mistakes;
  }

  /** Null only when there is a mistake, which is then kept. */
  <T> @Nullable T required(Setting<T> setting) {
    return optional(setting);
  }

  <T> @Nullable T optional(Setting<T> setting) {
    var text = values.getOrDefault(setting.name(), setting.byDefault());
    if (text == null) {
      return null;
    }
    try {
      return setting.parse().apply(text);
    } catch (IllegalArgumentException mistake) {
      var shown = setting.secret() ? "its value" : '"' + text + '"';
      mistakes.add(
          setting.name() + ": " + shown + " is not allowed. Allowed: " + setting.allowed() + ".");
      return null;
    }
  }

  void needs(Setting<?> setting, Setting<?> other) {
    if (values.containsKey(setting.name()) && !values.containsKey(other.name())) {
      mistakes.add(setting.name() + ": " + other.name() + " is missing. Set both or neither.");
    }
  }

  /** An empty variable counts as absent: compose files and unit files often pass one on. */
  private void readEnvironment(Map<String, String> environment) {
    var known = Setting.ALL.stream().map(Setting::name).collect(Collectors.toSet());
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          if (!name.startsWith(Setting.PREFIX) || isFromKubernetes(name)) {
            return;
          }
          if (!known.contains(name)) {
            mistakes.add(name + ": there is no such setting. Allowed: " + names() + ".");
          } else if (!value.isEmpty()) {
            values.put(name, value);
          }
        });
  }

  private static boolean isFromKubernetes(String name) {
    return name.equals("SIAGA_PORT") || KUBERNETES.stream().anyMatch(name::startsWith);
  }

  private void readFile(Path file) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        mistakes.add(file + ": larger than " + FILE_BYTES_MAX + " bytes.");
        return;
      }
      readYaml(
          file, new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    } catch (NoSuchFileException _) {
      mistakes.add(file + ": there is no such file.");
    } catch (IOException failure) {
      mistakes.add(file + ": can't be read: " + failure.getMessage() + ".");
    } catch (YamlEngineException mistake) {
      mistakes.add(file + ": no YAML: " + mistake.getMessage());
    }
  }

  private void readYaml(Path file, @Nullable Object content) {
    switch (content) {
      case null -> {} // an empty file, or one of comments only
      case Map<?, ?> settings -> settings.forEach((key, value) -> readEntry(file, key, value));
      default -> mistakes.add(file + ": expected lines such as httpPort: 8080.");
    }
  }

  private void readEntry(Path file, @Nullable Object key, @Nullable Object value) {
    var setting = Setting.ALL.stream().filter(s -> s.key().equals(key)).findFirst();
    if (setting.isEmpty()) {
      var keys = Setting.ALL.stream().map(Setting::key).collect(Collectors.joining(", "));
      mistakes.add(file + ": " + key + ": there is no such setting. Allowed: " + keys + ".");
      return;
    }
    switch (value) {
      case null -> {}
      case Collection<?> many ->
          values.put(
              setting.get().name(),
              many.stream().map(String::valueOf).collect(Collectors.joining(",")));
      default -> values.put(setting.get().name(), value.toString());
    }
  }

  private static String names() {
    return Setting.ALL.stream().map(Setting::name).collect(Collectors.joining(", "));
  }
}

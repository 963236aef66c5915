package dev.siaga.app;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Siaga a command talks to, and as whom. */
final class ServerOptions {
  private static final URI BY_DEFAULT = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Which Siaga. Else SIAGA_SERVER, else http://127.0.0.1:8080.")
  private @Nullable String server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The API token. Else SIAGA_TOKEN, which is better: others on this machine can read a"
              + " command line.")
  private @Nullable String token;

  /** Throws {@link SettingsMistakes} when there is no token, or something is not allowed. */
  SiagaClient client(Map<String, String> environment) {
    var given = new HashMap<>(environment);
    put(given, Setting.SERVER, server);
    put(given, Setting.TOKEN, token);
    var reader = new SettingsReader(given, null);
    var address = reader.optional(Setting.SERVER);
    var secret = reader.optional(Setting.TOKEN);
    if (reader.failed()) {
      throw new SettingsMistakes(reader.mistakes());
    }
    if (secret == null) {
      throw new SettingsMistakes(List.of("SIAGA_TOKEN: missing. Set it, or give --token TOKEN."));
    }
    return new SiagaClient(address == null ? BY_DEFAULT : address, secret);
  }

  private static void put(Map<String, String> given, Setting<?> setting, @Nullable String option) {
    if (option != null) {
      given.put(setting.name(), option);
    }
  }
}

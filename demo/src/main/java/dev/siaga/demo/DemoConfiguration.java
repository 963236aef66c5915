package dev.siaga.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration that comes with the demo, written out so that it can be read and changed. */
final class DemoConfiguration {
  /** Known to everybody who has the demo: its Siaga listens on loopback. */
  static final String INTEGRATION_KEY = "demo-integration-key-for-loopback-only";

  static final String INTEGRATION_KEY_VARIABLE = "DEMO_INTEGRATION_KEY";
  private static final List<String> FILES = List.of("people.yaml", "shop.yaml");

  private DemoConfiguration() {}

  /** Overwrites what an earlier run wrote: the ports may be others today. */
  static void write(Path folder, int smtpPort) throws IOException {
    Files.createDirectories(folder);
    for (var file : FILES) {
      Files.writeString(folder.resolve(file), filled(file, smtpPort));
    }
  }

  /** The rule file of the demo's Prometheus. */
  static String rules() throws IOException {
    return resource("/rules.yml");
  }

  private static String filled(String file, int smtpPort) throws IOException {
    return resource("/configuration/" + file).replace("@SMTP_PORT@", Integer.toString(smtpPort));
  }

  private static String resource(String path) throws IOException {
    try (var in = DemoConfiguration.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is not in the demo's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

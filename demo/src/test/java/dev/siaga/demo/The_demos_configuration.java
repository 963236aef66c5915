package dev.siaga.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class The_demos_configuration {
  @TempDir Path folder;

  @Test
  void names_one_resource_of_each_kind_that_a_page_needs() throws Exception {
    DemoConfiguration.write(folder, 2525);

    assertThat(kinds())
        .containsExactlyInAnyOrder(
            "Channel",
            "Person",
            "SupportHours",
            "EscalationPolicy",
            "Team",
            "Service",
            "Integration");
  }

  @Test
  void sends_mail_to_the_port_of_the_mailbox() throws Exception {
    DemoConfiguration.write(folder, 2525);

    assertThat(Files.readString(folder.resolve("people.yaml")))
        .contains("port: 2525")
        .doesNotContain("@SMTP_PORT@");
  }

  @Test
  void brings_a_key_that_is_long_enough() {
    assertThat(DemoConfiguration.INTEGRATION_KEY).hasSizeGreaterThanOrEqualTo(32);
  }

  @Test
  void is_named_in_the_guide_with_all_addresses() {
    var text =
        new Guide(
                DemoSettings.from(Map.of()),
                URI.create("http://127.0.0.1:8080"),
                URI.create("http://127.0.0.1:8025/"),
                URI.create("http://127.0.0.1:8090/"),
                "a test")
            .text();

    assertThat(text)
        .contains("http://127.0.0.1:8080", "http://127.0.0.1:8025/", "http://127.0.0.1:8090/")
        .contains("demo-data", "you@example.com", DemoConfiguration.INTEGRATION_KEY);
  }

  private List<Object> kinds() throws Exception {
    var kinds = new ArrayList<>();
    var yaml = new Load(LoadSettings.builder().build());
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        yaml.loadAllFromString(Files.readString(file))
            .forEach(document -> kinds.add(((Map<?, ?>) document).get("kind")));
      }
    }
    return kinds;
  }
}

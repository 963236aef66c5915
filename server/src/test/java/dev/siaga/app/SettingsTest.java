package dev.siaga.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.siaga.alerts.AlertLimits;
import dev.siaga.intake.BodyLimits;
import dev.siaga.kernel.Network;
import dev.siaga.testkit.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
  @TempDir private Path folder;

  @Test
  void have_defaults_that_need_nothing_set() {
    assertThat(Settings.from(Map.of(), null))
        .isEqualTo(
            new Settings(
                "127.0.0.1",
                8080,
                Path.of("data"),
                null,
                null,
                Path.of("data", "siaga.key"),
                List.of(),
                AlertLimits.DEFAULT,
                BodyLimits.DEFAULT,
                null));
  }

  @Test
  void come_from_the_environment() {
    var settings =
        Settings.from(
            Map.of(
                "SIAGA_HTTP_ADDRESS", "0.0.0.0",
                "SIAGA_HTTP_PORT", "9000",
                "SIAGA_DATA", "/srv/siaga",
                "SIAGA_BASE_URL", "https://siaga.example.com/",
                "SIAGA_RESUME_WITHIN", "90s",
                "SIAGA_FIRINGS_KEPT", "400d",
                "SIAGA_BODIES_KEPT", "1d",
                "SIAGA_BODIES_MEGABYTES_MAX", "10",
                "SIAGA_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
            null);

    assertThat(settings.httpAddress()).isEqualTo("0.0.0.0");
    assertThat(settings.httpPort()).isEqualTo(9000);
    assertThat(settings.keyFile()).isEqualTo(Path.of("/srv/siaga/siaga.key"));
    assertThat(settings.baseUrl()).isEqualTo(URI.create("https://siaga.example.com"));
    assertThat(settings.alertLimits())
        .isEqualTo(new AlertLimits(Duration.ofSeconds(90), Duration.ofDays(400)));
    assertThat(settings.bodyLimits()).isEqualTo(new BodyLimits(Duration.ofDays(1), 10 << 20));
    assertThat(settings.trustedProxies())
        .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("::1"));
  }

  @Test
  void come_from_a_file_where_the_environment_says_nothing() throws IOException {
    var file = file("httpPort: 9001\ndata: /srv/file\ntrustedProxies: [10.0.0.1, 10.0.0.2]\n");

    var settings = Settings.from(Map.of("SIAGA_HTTP_PORT", "9002"), file);

    assertThat(settings.httpPort()).isEqualTo(9002);
    assertThat(settings.data()).isEqualTo(Path.of("/srv/file"));
    assertThat(settings.trustedProxies())
        .containsExactly(Network.parse("10.0.0.1"), Network.parse("10.0.0.2"));
  }

  @Test
  void take_an_empty_variable_as_absent_and_an_empty_file_as_no_settings() throws IOException {
    var settings = Settings.from(Map.of("SIAGA_HTTP_PORT", ""), file("# nothing yet\n"));

    assertThat(settings.httpPort()).isEqualTo(8080);
  }

  @Test
  void name_all_mistakes_together_with_what_is_allowed() throws IOException {
    var mistakes =
        mistakes(
            Map.of(
                "SIAGA_HTTP_PORT", "eighty",
                "SIAGA_HTTP_PROT", "80",
                "SIAGA_FIRINGS_KEPT", "1h",
                "SIAGA_BASE_URL", "siaga.example.com",
                "SIAGA_ADMIN_EMAIL", "ann@example.com"),
            file("colour: red\n"));

    assertThat(mistakes)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("colour", "no such setting", "httpPort"),
            text -> assertThat(text).contains("SIAGA_HTTP_PROT", "no such setting"),
            text -> assertThat(text).contains("SIAGA_HTTP_PORT", "eighty", "0 to 65535"),
            text -> assertThat(text).contains("SIAGA_FIRINGS_KEPT", "1h", "7d to 3650d"),
            text -> assertThat(text).contains("SIAGA_BASE_URL", "http:// or https://"),
            text -> assertThat(text).contains("SIAGA_ADMIN_EMAIL", "SIAGA_ADMIN_PASSWORD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIAGA_SERVICE_HOST",
        "SIAGA_SERVICE_PORT_HTTP",
        "SIAGA_PORT",
        "SIAGA_PORT_80_TCP"
      })
  void ignore_what_kubernetes_injects_for_a_service_named_siaga(String name) {
    assertThat(Settings.from(Map.of(name, "tcp://10.0.0.1:80"), null).httpPort()).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIAGA_PORTS", "SIAGA_SERVICES", "SIAGA_", "SIAGA_http_port"})
  void refuse_names_that_only_look_like_those(String name) {
    assertThat(mistakes(Map.of(name, "1"), null)).singleElement().asString().startsWith(name);
  }

  @ParameterizedTest
  @CsvSource({
    "SIAGA_HTTP_PORT, -1",
    "SIAGA_HTTP_PORT, 65536",
    "SIAGA_HTTP_ADDRESS, two words",
    "SIAGA_DATABASE_URL, mysql://localhost/siaga",
    "SIAGA_BASE_URL, ftp://example.com",
    "SIAGA_BASE_URL, https://example.com/?a=b",
    "SIAGA_TRUSTED_PROXIES, example.com",
    "SIAGA_TRUSTED_PROXIES, 10.0.0.0/33",
  })
  void refuse_values_that_are_not_allowed(String name, String value) {
    assertThat(mistakes(Map.of(name, value), null)).singleElement().asString().startsWith(name);
  }

  @Test
  void keep_secrets_out_of_mistakes_and_text() {
    var wrong = Map.of("SIAGA_ADMIN_EMAIL", "ann@example.com", "SIAGA_ADMIN_PASSWORD", "hunter2");
    var right =
        Settings.from(
            Map.of(
                "SIAGA_DATABASE_URL", "postgresql://siaga:hunter22@db/siaga",
                "SIAGA_ADMIN_EMAIL", "ann@example.com",
                "SIAGA_ADMIN_PASSWORD", "hunter22",
                "SIAGA_ADMIN_TOKEN", "hunter22-hunter22-hunter22"),
            null);

    assertThat(mistakes(wrong, null)).singleElement().asString().doesNotContain("hunter2");
    assertThat(right + " " + right.admin()).doesNotContain("hunter22");
  }

  @Test
  void say_when_their_file_is_no_yaml_or_is_not_there() throws IOException {
    assertThat(mistakes(Map.of(), file("a: [b"))).singleElement().asString().contains("no YAML");
    assertThat(mistakes(Map.of(), file("just words")))
        .singleElement()
        .asString()
        .contains("expected");
    assertThat(mistakes(Map.of(), folder.resolve("missing.yaml")))
        .singleElement()
        .asString()
        .contains("there is no such file");
  }

  @Test
  void are_listed_in_a_golden_file() {
    var lines =
        Setting.ALL.stream()
            .map(setting ->
                String.join(
                    "\n  ",
                    setting.name() + " (" + setting.key() + ")",
                    setting.meaning(),
                    "allowed: " + setting.allowed(),
                    "default: " + Objects.requireNonNullElse(setting.byDefault(), "none"),
                    "secret:  " + (setting.secret() ? "yes" : "no")))
            .collect(Collectors.joining("\n\n", "", "\n"));
    Golden.check("docs/golden/settings.txt", lines);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("siaga.yaml"), text);
  }

  private static List<String> mistakes(Map<String, String> environment, @Nullable Path file) {
    return catchThrowableOfType(SettingsMistakes.class, () -> Settings.from(environment, file))
        .mistakes();
  }
}

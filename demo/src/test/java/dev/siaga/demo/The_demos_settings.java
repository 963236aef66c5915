package dev.siaga.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class The_demos_settings {
  @TempDir Path folder;

  @Test
  void keep_a_database_and_secrets_of_the_operators_own_out() {
    var settings =
        DemoSettings.from(
            Map.of(
                "SIAGA_DATABASE_URL", "postgresql://prod",
                "SIAGA_KEY_FILE", "/etc/siaga.key",
                "SIAGA_TOKEN", "the-token-of-production",
                "PATH", "/usr/bin",
                "SIAGA_HTTP_PORT", "0"));

    assertThat(settings.childEnvironment())
        .doesNotContainKeys("SIAGA_DATABASE_URL", "SIAGA_KEY_FILE", "SIAGA_TOKEN")
        .containsEntry("PATH", "/usr/bin")
        .containsEntry("SIAGA_HTTP_PORT", "0")
        .containsEntry("SIAGA_DATA", "demo-data");
  }

  @Test
  void let_the_operator_choose_how_to_sign_in() {
    var settings =
        DemoSettings.from(
            Map.of("SIAGA_ADMIN_PASSWORD", "my own password", "SIAGA_ADMIN_EMAIL", "me@acme.test"));

    assertThat(settings.ownPassword()).isTrue();
    assertThat(settings.childEnvironment())
        .containsEntry("SIAGA_ADMIN_PASSWORD", "my own password")
        .containsEntry("SIAGA_ADMIN_EMAIL", "me@acme.test");
  }

  @Test
  void refuse_to_let_others_in_with_a_password_that_everybody_knows() throws Exception {
    assertThat(DemoSettings.from(Map.of("SIAGA_HTTP_ADDRESS", "0.0.0.0")).mistake())
        .get()
        .asString()
        .contains("SIAGA_ADMIN_PASSWORD");
    assertThat(
            DemoSettings.from(
                    Map.of(
                        "SIAGA_HTTP_ADDRESS", "0.0.0.0",
                        "SIAGA_ADMIN_PASSWORD", "my own password",
                        "SIAGA_ADMIN_TOKEN", "a-token-of-my-own-choice",
                        "SIAGA_DATA", folder.toString()))
                .mistake())
        .isEmpty();
  }

  @Test
  void refuse_data_that_are_not_the_demos() throws Exception {
    Files.writeString(folder.resolve("secret.key"), "precious");

    assertThat(in(folder).mistake()).get().asString().contains(folder.toString());
  }

  @Test
  void accept_the_data_of_an_earlier_demo() throws Exception {
    Files.writeString(folder.resolve("secret.key"), "of the demo");
    DemoConfiguration.write(in(folder).configuration(), 1025);

    assertThat(in(folder).mistake()).isEmpty();
  }

  private static DemoSettings in(Path folder) {
    return DemoSettings.from(Map.of("SIAGA_DATA", folder.toString()));
  }
}

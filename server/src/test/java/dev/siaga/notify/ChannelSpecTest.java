package dev.siaga.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.Actor;
import dev.siaga.resources.Document;
import dev.siaga.resources.Mistake;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Databases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Channels as configuration: what apply takes, refuses and shows. */
final class ChannelSpecTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

  private final Database database = Databases.fresh(CLOCK);
  private final Resources resources = new Resources(database, CLOCK, List.of(ChannelSpec.KIND));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_channel_never_shows_its_secret() {
    var spec =
        """
        {"email": {"host": "mail.example.com", "port": 587, "security": "starttls",
                   "username": "siaga", "password": "hunter2!", "from": "siaga@example.com"}}
        """;
    assertThat(apply(spec)).isInstanceOf(Outcome.Applied.class);
    assertThat(resources.list("Channel")).singleElement().asString().doesNotContain("hunter2");
    assertThat(resources.secret(ChannelSpec.KIND, new dev.siaga.kernel.Name("c"), "email.password"))
        .contains("hunter2!");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          spec                                    | {}
          spec                                    | {"email": EMAIL, "webhook": {"url": "http://h/"}}
          spec.email.port                         | {"email": {"host": "h", "port": 0, "security": "none", "from": "a@b"}}
          spec.email.security                     | {"email": {"host": "h", "port": 25, "security": "ssl", "from": "a@b"}}
          spec.email.from                         | {"email": {"host": "h", "port": 25, "security": "none", "from": "A <a@b>"}}
          spec.email.host                         | {"email": {"port": 25, "security": "none", "from": "a@b"}}
          spec.webhook.url                        | {"webhook": {"url": "ftp://h/"}}
          spec.webhook.url                        | {"webhook": {"url": "http://user:password@h/"}}
          spec.webhook.secret                     | {"webhook": {"url": "http://h/", "secret": "short"}}
          spec.webhook.trust                      | {"webhook": {"url": "http://h/", "trust": "x"}}
          spec.webhook.colour                     | {"webhook": {"url": "http://h/", "colour": "red"}}
          """)
  void a_mistake_is_told_at_its_field(String field, String spec) {
    var email = "{\"host\": \"h\", \"port\": 25, \"security\": \"none\", \"from\": \"a@b\"}";
    var outcome = apply(spec.replace("EMAIL", email));
    assertThat(outcome).isInstanceOf(Outcome.Mistaken.class);
    assertThat(((Outcome.Mistaken) outcome).mistakes()).extracting(Mistake::field).contains(field);
    assertThat(resources.list(null)).isEmpty();
  }

  @Test
  void a_certificate_that_is_none_is_told() {
    var pem = "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----";
    assertThat(apply("{\"webhook\": {\"url\": \"https://h/\", \"trust\": \"" + pem + "\"}}"))
        .isInstanceOf(Outcome.Mistaken.class);
  }

  private Outcome apply(String spec) {
    var document = Document.of("Channel", "c", JsonMapper.shared().readTree(spec));
    return resources.apply(List.of(document), new Actor.Component("test"), "test", false);
  }
}

package dev.siaga.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.intake.Door;
import dev.siaga.testkit.Golden;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RoutesTest {
  /** What needs which right is a decision: it shows as a diff, for a person to agree to. */
  @Test
  void every_address_needs_what_routes_txt_says() {
    var doors =
        Arrays.stream(Door.values()).map(door -> "POST " + IntakeRoutes.path(door) + " key");
    var endpoints =
        Endpoints.ALL.stream()
            .map(each ->
                "%s %s %s"
                    .formatted(
                        each.method(),
                        each.fullPath(),
                        each.right().name().toLowerCase(Locale.ROOT)));
    Golden.check(
        "docs/golden/routes.txt",
        Stream.concat(doors, endpoints).sorted().collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void nothing_is_changed_by_a_right_to_look() {
    var wrong =
        Endpoints.ALL.stream()
            .filter(Endpoint::changes)
            .filter(each -> each.right() == Right.READ || each.right() == Right.OPEN)
            .filter(each -> !each.path().endsWith("/preview"))
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void the_document_is_the_golden_one() {
    Golden.check("docs/golden/openapi.yaml", OpenApi.yaml());
  }
}

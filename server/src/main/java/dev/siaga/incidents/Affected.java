package dev.siaga.incidents;

import dev.siaga.kernel.Characters;
import dev.siaga.kernel.Name;
import org.jspecify.annotations.Nullable;

/** What an incident is about, as far as it is known. */
public record Affected(@Nullable Name service, @Nullable Name team, String environment) {
  /** Where users are; what nobody says otherwise of is meant to be there. */
  public static final String PRODUCTION = "production";

  public Affected {
    environment = Characters.storable(environment.strip());
  }
}

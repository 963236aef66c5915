package dev.siaga.oncall;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.siaga.kernel.Name;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom a step of a policy reaches: in JSON an object with just the one key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
public sealed interface Target {
  /** One person, whoever has the turn. */
  record OfPerson(@JsonProperty("person") Name person) implements Target {}

  /** Whoever has the turn on this roster when the step is due. */
  record OfRoster(@JsonProperty("roster") Name roster) implements Target {}

  /** Everybody in the team. */
  record OfTeam(@JsonProperty("team") Name team) implements Target {}

  /** A channel that belongs to nobody, such as a webhook. */
  record OfChannel(@JsonProperty("channel") Name channel) implements Target {}

  /** A person in their duty as administrator: what is left when nobody configured anything. */
  record OfAdministrator(@JsonProperty("administrator") Name person) implements Target {}

  @JsonCreator
  static Target of(
      @JsonProperty("person") @Nullable Name person,
      @JsonProperty("roster") @Nullable Name roster,
      @JsonProperty("team") @Nullable Name team,
      @JsonProperty("channel") @Nullable Name channel,
      @JsonProperty("administrator") @Nullable Name administrator) {
    List<Target> named =
        Stream.of(
                person == null ? null : new OfPerson(person),
                roster == null ? null : new OfRoster(roster),
                team == null ? null : new OfTeam(team),
                channel == null ? null : new OfChannel(channel),
                administrator == null ? null : new OfAdministrator(administrator))
            .<Target>mapMulti((target, next) -> {
              if (target != null) {
                next.accept(target);
              }
            })
            .toList();
    if (named.size() != 1) {
      throw new IllegalArgumentException("a target names one person, roster, team or channel");
    }
    return Objects.requireNonNull(named.getFirst());
  }
}

package dev.siaga.oncall;

import dev.siaga.kernel.Name;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is on call: people who take turns week by week, or always the same ones. */
public record RosterSpec(ZoneId timeZone, @Nullable Weekly weekly, @Nullable List<Name> people) {
  public static final Kind<RosterSpec> KIND =
      Kind.of(RosterSpec.class, "Roster", RosterSpec::check);

  /**
   * Turns of a week, handed over at the same time of the week.
   *
   * @param start a day of the first one's week; the turns are counted from there, in both
   *     directions
   */
  public record Weekly(
      LocalDate start, Weekday handOverDay, WallTime handOverTime, List<Name> people) {
    public Weekly {
      people = List.copyOf(people);
    }
  }

  private static void check(Name name, RosterSpec spec, Snapshot whole, Mistakes mistakes) {
    if (spec.weekly() != null) {
      checkPeople(spec.weekly().people(), "weekly.people", whole, mistakes);
    }
    if (spec.people() != null) {
      checkPeople(spec.people(), "people", whole, mistakes);
    }
  }

  private static void checkPeople(
      List<Name> people, String field, Snapshot whole, Mistakes mistakes) {
    for (int i = 0; i < people.size(); i++) {
      mistakes.mustExist(whole, "Person", people.get(i), field + "[" + i + "]");
    }
  }
}

package dev.siaga.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.oncall.EscalationPolicySpec.Step;
import dev.siaga.resources.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The team of the seed: London's working hours, one who is always alerted, two who take turns. */
class Who_is_on_call {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Name ALASTAIR = new Name("alastair");
  private static final Name WISEN = new Name("wisen");
  private static final Name ENGINEERING = new Name("engineering");
  private static final Name WEEK = new Name("engineering-week");
  private static final Name OFFICE = new Name("london-office");
  private static final Name CHECKOUT = new Name("checkout");
  private static final Name POLICY = new Name("wake-engineering");
  private final OnCall onCall = new OnCall();

  @Test
  void is_inside_the_hours_on_a_working_day_and_knows_until_when() {
    var hours = onCall.hours(team(), ENGINEERING, london(2026, 7, 1, 10, 30));
    assertThat(hours.inside()).isTrue();
    assertThat(hours.until()).isEqualTo(london(2026, 7, 1, 18, 0));
    assertThat(hours.incomplete()).isFalse();
    assertThat(hours.why())
        .isEqualTo(
            Text.of("oncall.hours-inside", ENGINEERING, OFFICE, "2026-07-01 18:00 Europe/London"));
  }

  @Test
  void is_outside_the_hours_from_friday_evening_until_monday_morning() {
    var hours = onCall.hours(team(), ENGINEERING, london(2026, 7, 3, 18, 0));
    assertThat(hours.inside()).isFalse();
    assertThat(hours.until()).isEqualTo(london(2026, 7, 6, 9, 0));
  }

  @Test
  void keeps_the_hours_of_the_clock_on_the_wall_over_the_change_of_summer_time() {
    // On Sunday 29 March 2026 London's clocks go forward: Monday 09:00 is 08:00 UTC.
    var hours = onCall.hours(team(), ENGINEERING, london(2026, 3, 27, 20, 0));
    assertThat(hours.until()).isEqualTo(Instant.parse("2026-03-30T08:00:00Z"));
  }

  @Test
  void counts_as_inside_and_incomplete_when_nobody_configured_hours() {
    var open = team().with(TeamSpec.KIND, ENGINEERING, spec(null, POLICY));
    var night = london(2026, 7, 5, 3, 0);
    assertThat(onCall.hours(open, ENGINEERING, night).inside()).isTrue();
    assertThat(onCall.hours(open, ENGINEERING, night).incomplete()).isTrue();
    assertThat(onCall.hours(open, null, night).inside()).isTrue();
    assertThat(onCall.hours(open, new Name("nobody"), night).inside()).isTrue();
    assertThat(onCall.hours(team().without(SupportHoursSpec.KIND, OFFICE), ENGINEERING, night))
        .satisfies(hours -> assertThat(hours.inside()).isTrue())
        .satisfies(hours -> assertThat(hours.incomplete()).isTrue());
  }

  @Test
  void takes_turns_week_by_week_and_says_until_when() {
    var first = onCall.onDuty(team(), new Target.OfRoster(WEEK), london(2026, 1, 5, 9, 0));
    assertThat(first.duties())
        .containsExactly(
            new Duty(
                new Recipient.Person(ALASTAIR),
                Text.of("oncall.why-turn", WEEK, "2026-01-12 09:00 Europe/London"),
                london(2026, 1, 12, 9, 0)));
    var second = onCall.onDuty(team(), new Target.OfRoster(WEEK), london(2026, 1, 12, 9, 0));
    assertThat(second.duties()).extracting(Duty::who).containsExactly(new Recipient.Person(WISEN));
  }

  @Test
  void means_everybody_of_a_fixed_roster_and_of_a_team() {
    var fixed = new RosterSpec(LONDON, null, List.of(WISEN, ALASTAIR));
    var all = team().with(RosterSpec.KIND, WEEK, fixed);
    var noon = london(2026, 7, 1, 12, 0);
    assertThat(onCall.onDuty(all, new Target.OfRoster(WEEK), noon).duties())
        .extracting(duty -> duty.who().name())
        .containsExactly(WISEN, ALASTAIR);
    assertThat(onCall.onDuty(all, new Target.OfTeam(ENGINEERING), noon).duties())
        .extracting(duty -> duty.who().name())
        .containsExactly(ALASTAIR, WISEN);
  }

  @Test
  void says_what_is_missing_instead_of_meaning_nobody_silently() {
    var noon = london(2026, 7, 1, 12, 0);
    var unknown = new Name("unknown");
    for (var target :
        List.of(
            new Target.OfPerson(unknown),
            new Target.OfRoster(unknown),
            new Target.OfTeam(unknown),
            new Target.OfChannel(unknown))) {
      var found = onCall.onDuty(team(), target, noon);
      assertThat(found.duties()).as("%s", target).isEmpty();
      assertThat(found.missing()).as("%s", target).hasSize(1);
    }
  }

  @Test
  void follows_the_policy_of_the_service_before_that_of_its_team() {
    var all = team();
    assertThat(onCall.plan(all, CHECKOUT, ENGINEERING, List::of).name()).isEqualTo(POLICY);
    var own = new Name("own");
    var special =
        all.with(EscalationPolicySpec.KIND, own, policy(WISEN))
            .with(
                ServiceSpec.KIND,
                CHECKOUT,
                new ServiceSpec("Checkout", ENGINEERING, own, List.of(), List.of()));
    assertThat(onCall.plan(special, CHECKOUT, ENGINEERING, List::of).name()).isEqualTo(own);
  }

  @Test
  void wakes_all_administrators_when_there_is_no_policy() {
    var all = team().with(TeamSpec.KIND, ENGINEERING, spec(OFFICE, null));
    var plan = onCall.plan(all, CHECKOUT, ENGINEERING, () -> List.of(WISEN, ALASTAIR));
    assertThat(plan.incomplete()).isTrue();
    assertThat(plan.policy().steps().getFirst().targets())
        .containsExactly(new Target.OfAdministrator(WISEN), new Target.OfAdministrator(ALASTAIR));
    assertThat(onCall.gaps(all, london(2026, 7, 1, 12, 0)))
        .extracting(Gap::name)
        .containsExactly(CHECKOUT);
  }

  /** Goal: what Siaga stands in for is seen before the night in which it matters. */
  @Test
  void shows_teams_whose_hours_are_not_there_or_never_open() {
    var noon = london(2026, 7, 1, 12, 0);
    assertThat(onCall.gaps(team(), noon)).isEmpty();
    var never = new SupportHoursSpec(ZoneId.of("Europe/London"), List.of());
    for (var all :
        List.of(
            team().with(TeamSpec.KIND, ENGINEERING, spec(null, POLICY)),
            team().without(SupportHoursSpec.KIND, OFFICE),
            team().with(SupportHoursSpec.KIND, OFFICE, never))) {
      assertThat(onCall.gaps(all, noon)).extracting(Gap::name).containsExactly(ENGINEERING);
    }
  }

  @Test
  void tells_the_administrators_where_a_team_has_no_fallback() {
    var with = onCall.fallback(team(), ENGINEERING, () -> List.of(ALASTAIR));
    assertThat(with.duties()).extracting(duty -> duty.who().name()).containsExactly(WISEN);
    var without = onCall.fallback(team(), null, () -> List.of(ALASTAIR));
    assertThat(without.duties()).extracting(duty -> duty.who().name()).containsExactly(ALASTAIR);
  }

  private static Snapshot team() {
    var hours =
        new SupportHoursSpec(
            LONDON,
            List.of(
                new SupportHoursSpec.Block(
                    List.of(Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI),
                    WallTime.parse("09:00"),
                    WallTime.parse("18:00"))));
    var roster =
        new RosterSpec(
            LONDON,
            new RosterSpec.Weekly(
                LocalDate.of(2026, 1, 5),
                Weekday.MON,
                WallTime.parse("09:00"),
                List.of(ALASTAIR, WISEN)),
            null);
    return Snapshot.EMPTY
        .with(PersonSpec.KIND, ALASTAIR, person("Alastair"))
        .with(PersonSpec.KIND, WISEN, person("Wisen"))
        .with(SupportHoursSpec.KIND, OFFICE, hours)
        .with(RosterSpec.KIND, WEEK, roster)
        .with(EscalationPolicySpec.KIND, POLICY, policy(ALASTAIR))
        .with(TeamSpec.KIND, ENGINEERING, spec(OFFICE, POLICY))
        .with(
            ServiceSpec.KIND,
            CHECKOUT,
            new ServiceSpec("Checkout", ENGINEERING, null, List.of(), List.of()));
  }

  private static TeamSpec spec(@Nullable Name hours, @Nullable Name policy) {
    return new TeamSpec(
        "Engineering",
        List.of(ALASTAIR, WISEN),
        ALASTAIR,
        hours,
        policy,
        List.of(ALASTAIR),
        List.of(WISEN));
  }

  private static EscalationPolicySpec policy(Name person) {
    var step = new Step(Wait.NONE, List.of(new Target.OfPerson(person)));
    return new EscalationPolicySpec(List.of(step), 1, new Wait(Duration.ofMinutes(10)));
  }

  private static PersonSpec person(String name) {
    return new PersonSpec(
        name, name.toLowerCase(Locale.ROOT) + "@example.com", Locale.ENGLISH, LONDON, List.of());
  }

  private static Instant london(int year, int month, int day, int hour, int minute) {
    return LocalDate.of(year, month, day).atTime(hour, minute).atZone(LONDON).toInstant();
  }
}

package dev.siaga.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When people are woken and when no longer, sentence by sentence. */
class RoundRulesTest {
  private final Story day = new Story(Story.MORNING);
  private final Story night = new Story(Story.NIGHT);

  @Nested
  class A_round {
    @Test
    void begins_at_once_when_a_page_opens_an_incident_inside_the_hours() {
      day.happens(day.opened());
      assertThat(day.log).containsExactly("0 begin 1 OPENED", "0 step 1");
    }

    @Test
    void goes_through_steps_and_repeats_and_then_tells_the_last_resort() {
      day.happens(day.opened()).afterMinutes(120);
      assertThat(day.log)
          .containsExactly(
              "0 begin 1 OPENED",
              "0 step 1",
              "10 step 2",
              "15 step 3",
              "25 step 1 again",
              "35 step 2 again",
              "40 step 3 again",
              "50 exhausted");
    }

    @Test
    void begins_when_an_incident_is_declared_with_high_priority_only() {
      day.happens(day.declared(Priority.HIGH));
      assertThat(day.log).containsExactly("0 begin 1 DECLARED_HIGH", "0 step 1");
      for (var calm : new Priority[] {Priority.MEDIUM, Priority.LOW, null}) {
        var story = new Story(Story.MORNING);
        story.happens(story.declared(calm)).afterMinutes(600);
        assertThat(story.log).as("%s", calm).isEmpty();
      }
    }

    @Test
    void begins_when_the_priority_is_raised_to_high() {
      day.happens(day.declared(Priority.LOW)).afterMinutes(3);
      day.happens(day.prioritized(Priority.HIGH));
      assertThat(day.log).containsExactly("3 begin 1 RAISED_TO_HIGH", "3 step 1");
    }

    @Test
    void does_not_begin_anew_when_whoever_answered_says_that_it_is_high() {
      day.happens(day.opened()).happens(day.acknowledged()).happens(day.validated());
      day.happens(day.prioritized(Priority.HIGH)).afterMinutes(60);
      assertThat(day.log).containsExactly("0 begin 1 OPENED", "0 step 1", "0 end 1 ACKNOWLEDGED");
    }

    @Test
    void begins_on_reopen() {
      day.happens(day.opened()).happens(day.resolved()).afterMinutes(5);
      day.happens(day.reopened());
      assertThat(day.log)
          .containsExactly(
              "0 begin 1 OPENED", "0 step 1", "0 end 1 RESOLVED", "5 begin 2 REOPENED", "5 step 1");
    }

    @Test
    void ends_with_each_kind_of_answer() {
      assertThat(endedBy(Ending.ACKNOWLEDGED)).endsWith("1 end 1 ACKNOWLEDGED");
      assertThat(endedBy(Ending.VALIDATED)).endsWith("1 end 1 VALIDATED");
      assertThat(endedBy(Ending.DISMISSED)).endsWith("1 end 1 FALSE_ALARM");
      assertThat(endedBy(Ending.RESOLVED)).endsWith("1 end 1 RESOLVED");
      assertThat(endedBy(Ending.MEDIUM)).endsWith("1 end 1 PRIORITY_LOWERED");
      assertThat(endedBy(Ending.LOW)).endsWith("1 end 1 PRIORITY_LOWERED");
    }

    @Test
    void goes_on_to_the_end_though_the_hours_end_before() {
      day.afterMinutes(6 * 60 + 55).happens(day.opened()).afterMinutes(60);
      assertThat(day.log)
          .contains("415 step 1", "425 step 2", "430 step 3", "440 step 1 again", "465 exhausted");
    }

    @Test
    void runs_one_overdue_step_after_a_standstill_and_counts_later_waits_from_it() {
      day.happens(day.opened()).downFor(Duration.ofHours(5)).afterMinutes(4);
      assertThat(day.log).containsExactly("0 begin 1 OPENED", "0 step 1", "300 step 2");
      day.afterMinutes(1);
      assertThat(day.log).endsWith("305 step 3");
    }

    @Test
    void goes_to_the_next_step_at_once_when_a_step_reaches_nobody() {
      day.anybody = false;
      day.happens(day.opened());
      assertThat(day.log)
          .containsExactly(
              "0 begin 1 OPENED",
              "0 step 1",
              "0 step 2",
              "0 step 3",
              "0 step 1 again",
              "0 step 2 again",
              "0 step 3 again",
              "0 exhausted");
    }

    @Test
    void keeps_the_policy_with_which_it_began() {
      day.happens(day.opened());
      day.policy = Story.policy(0, 0);
      day.afterMinutes(10);
      assertThat(day.log).endsWith("10 step 2");
    }

    @Test
    void is_not_stopped_by_a_sender_that_falls_silent() {
      day.happens(day.opened()).happens(day.lapsed(1)).afterMinutes(10);
      assertThat(day.log).endsWith("10 step 2");
    }

    private java.util.List<String> endedBy(Ending ending) {
      var story = new Story(Story.MORNING);
      story.happens(story.opened()).afterMinutes(1);
      story.happens(
          switch (ending) {
            case ACKNOWLEDGED -> story.acknowledged();
            case VALIDATED -> story.validated();
            case DISMISSED -> story.dismissed();
            case RESOLVED -> story.resolved();
            case MEDIUM -> story.prioritized(Priority.MEDIUM);
            case LOW -> story.prioritized(Priority.LOW);
          });
      return story.afterMinutes(600).log;
    }

    private enum Ending {
      ACKNOWLEDGED,
      VALIDATED,
      DISMISSED,
      RESOLVED,
      MEDIUM,
      LOW
    }
  }

  @Nested
  class An_unanswered_round {
    @Test
    void pauses_while_everything_is_resolved_and_goes_on_with_a_refire() {
      day.happens(day.opened()).afterMinutes(2).happens(day.ended(1)).afterMinutes(4);
      day.happens(day.firesAgain(1)).afterMinutes(4);
      assertThat(day.log)
          .containsExactly("0 begin 1 OPENED", "0 step 1", "2 pause 1", "6 resume 1", "10 step 2");
    }

    @Test
    void goes_on_at_once_with_what_came_due_during_the_pause() {
      day.happens(day.opened()).afterMinutes(2).happens(day.ended(1)).afterMinutes(100);
      day.happens(day.firesAgain(1));
      assertThat(day.log).endsWith("102 resume 1", "102 step 2");
    }

    @Test
    void does_not_pause_while_another_alert_still_fires() {
      day.happens(day.opened()).happens(day.joined(2)).happens(day.ended(1)).afterMinutes(10);
      assertThat(day.log).endsWith("10 step 2");
    }

    @Test
    void tells_the_first_one_even_when_the_alert_ended_before_we_came_to_it() {
      // Both events are there when Siaga comes up again: the first page must not be lost.
      var around = day;
      around.state = RoundRules.on(around.state, around.opened(), around).state();
      around.state = RoundRules.on(around.state, around.ended(1), around).state();
      around.afterMinutes(0);
      assertThat(around.log).containsExactly("0 step 1", "0 pause 1");
    }

    @Test
    void once_exhausted_runs_again_when_it_comes_back_after_ten_quiet_minutes() {
      day.policy = Story.policy(0, 0);
      day.happens(day.opened()).afterMinutes(20).happens(day.ended(1)).afterMinutes(9);
      day.happens(day.firesAgain(1)).happens(day.ended(1));
      assertThat(day.log).endsWith("10 exhausted");
      day.afterMinutes(10).happens(day.firesAgain(1)).afterMinutes(10);
      assertThat(day.log).endsWith("39 resume 1", "39 step 1 again", "49 exhausted");
    }
  }

  @Nested
  class An_answered_incident {
    @Test
    void wakes_nobody_while_its_alerts_come_and_go() {
      answered().happens(day.joined(2)).happens(day.ended(1)).happens(day.ended(2));
      day.afterMinutes(9).happens(day.firesAgain(1)).afterMinutes(60);
      assertThat(day.log).endsWith("0 end 1 ACKNOWLEDGED");
    }

    @Test
    void wakes_the_lead_first_when_an_alert_fires_again_after_mitigation() {
      answered().happens(day.mitigated()).afterMinutes(1).happens(day.firesAgain(1));
      day.afterMinutes(15);
      assertThat(day.log).endsWith("1 begin 2 FIRED_AGAIN", "1 lead", "6 step 1", "16 step 2");
    }

    @Test
    void wakes_the_lead_first_when_everything_had_been_resolved_for_ten_minutes() {
      answered().happens(day.ended(1)).afterMinutes(10).happens(day.firesAgain(1));
      assertThat(day.log).endsWith("10 begin 2 FIRED_AGAIN", "10 lead");
    }

    @Test
    void goes_straight_to_the_policy_when_there_is_no_lead() {
      answered().happens(day.mitigated());
      day.anybody = false;
      day.policy = Story.policy(0, 0);
      day.happens(day.firesAgain(1));
      assertThat(day.log).endsWith("0 begin 2 FIRED_AGAIN", "0 lead", "0 step 1", "0 exhausted");
    }

    @Test
    void wakes_nobody_anew_once_mitigation_was_taken_back() {
      answered().happens(day.mitigated()).happens(day.investigatedAgain());
      day.happens(day.firesAgain(1));
      assertThat(day.log).endsWith("0 end 1 ACKNOWLEDGED");
    }

    @Test
    void wakes_the_lead_once_for_one_mitigation_that_did_not_hold() {
      answered().happens(day.mitigated()).happens(day.firesAgain(1));
      day.happens(day.acknowledged()).happens(day.firesAgain(1));
      assertThat(day.log).endsWith("0 end 2 ACKNOWLEDGED");
    }

    @Test
    void wakes_nobody_when_its_priority_is_not_high() {
      answered().happens(day.prioritized(Priority.LOW)).happens(day.mitigated());
      day.happens(day.firesAgain(1));
      assertThat(day.log).endsWith("0 end 1 ACKNOWLEDGED");
    }

    /** A Prometheus that was restarted says nothing new. */
    @Test
    void wakes_nobody_when_a_silent_sender_says_that_it_still_fires() {
      answered().happens(day.mitigated()).happens(day.lapsed(1)).afterMinutes(30);
      day.happens(day.heardAgain(1)).afterMinutes(30);
      assertThat(day.log).endsWith("0 end 1 ACKNOWLEDGED");
      day.happens(day.ended(1)).afterMinutes(10).happens(day.firesAgain(1));
      assertThat(day.log).endsWith("70 begin 2 FIRED_AGAIN", "70 lead");
    }

    private Story answered() {
      return day.happens(day.opened()).happens(day.acknowledged());
    }
  }

  /** Goal: a person who wakes others is not overruled by alerts that ended before. */
  @Nested
  class What_a_person_begins_after_all_alerts_have_ended {
    @Test
    void goes_through_all_steps_when_it_is_reopened() {
      day.happens(day.opened()).happens(day.ended(1)).happens(day.resolved()).afterMinutes(30);
      day.happens(day.reopened()).afterMinutes(10);
      assertThat(day.log).endsWith("30 begin 2 REOPENED", "30 step 1", "40 step 2");
    }

    @Test
    void goes_through_all_steps_when_it_is_raised() {
      day.happens(day.opened()).happens(day.prioritized(Priority.LOW)).happens(day.ended(1));
      day.happens(day.prioritized(Priority.HIGH)).afterMinutes(10);
      assertThat(day.log).endsWith("0 begin 2 RAISED_TO_HIGH", "0 step 1", "10 step 2");
    }

    @Test
    void goes_on_when_a_paused_round_is_raised() {
      day.happens(day.opened()).happens(day.ended(1)).afterMinutes(5);
      day.happens(day.prioritized(Priority.HIGH)).afterMinutes(5);
      assertThat(day.log).endsWith("0 pause 1", "5 resume 1", "10 step 2");
    }

    @Test
    void is_a_round_with_the_hours_and_no_tap() {
      night.happens(night.opened()).happens(night.ended(1)).happens(night.resolved());
      night.happens(night.reopened()).after(Duration.ofHours(11));
      assertThat(night.log).endsWith("660 begin 1 HOURS_BEGAN", "660 step 1");
    }

    @Test
    void pauses_when_an_alert_of_after_that_ends() {
      day.happens(day.opened()).happens(day.ended(1)).happens(day.resolved());
      day.happens(day.reopened()).happens(day.firesAgain(1)).happens(day.ended(1));
      assertThat(day.log).endsWith("0 pause 2");
    }

    @Test
    void still_wakes_the_lead_when_an_alert_fires_after_the_long_quiet() {
      day.happens(day.opened()).happens(day.ended(1)).happens(day.resolved()).afterMinutes(30);
      day.happens(day.reopened()).happens(day.acknowledged()).happens(day.firesAgain(1));
      assertThat(day.log).endsWith("30 begin 3 FIRED_AGAIN", "30 lead");
    }
  }

  @Nested
  class A_held_page {
    @Test
    void waits_for_the_hours() {
      night.happens(night.opened()).after(Duration.ofHours(12));
      assertThat(night.log)
          .startsWith("0 hold", "660 begin 1 HOURS_BEGAN", "660 step 1", "670 step 2");
    }

    @Test
    void is_held_whatever_would_begin_the_round() {
      night.happens(night.declared(Priority.HIGH));
      assertThat(night.log).containsExactly("0 hold");
    }

    @Test
    void waits_for_one_tap_when_everything_ended_before_the_hours() {
      night.happens(night.opened()).afterMinutes(10).happens(night.ended(1));
      night.after(Duration.ofHours(13));
      assertThat(night.log).containsExactly("0 hold", "660 ask for tap");
      night.happens(night.validated()).after(Duration.ofDays(1));
      assertThat(night.log).endsWith("660 ask for tap");
    }

    @Test
    void begins_a_round_when_it_is_raised_while_waiting_for_the_tap_though_it_was_answered_once() {
      night.happens(night.opened()).happens(night.acknowledged()).happens(night.mitigated());
      night.happens(night.firesAgain(1)).happens(night.ended(1)).after(Duration.ofHours(11));
      night.happens(night.prioritized(Priority.HIGH));
      assertThat(night.log).endsWith("660 ask for tap", "660 begin 1 RAISED_TO_HIGH", "660 step 1");
    }

    @Test
    void begins_a_round_when_it_fires_again_while_waiting_for_the_tap() {
      night.happens(night.opened()).happens(night.ended(1)).after(Duration.ofHours(11));
      night.happens(night.firesAgain(1));
      assertThat(night.log).endsWith("660 ask for tap", "660 begin 1 FIRED_AGAIN", "660 step 1");
    }

    @Test
    void begins_a_round_with_the_hours_when_it_fires_again_before_them() {
      night.happens(night.opened()).happens(night.ended(1)).afterMinutes(60);
      night.happens(night.firesAgain(1)).after(Duration.ofHours(10));
      assertThat(night.log).endsWith("660 begin 1 HOURS_BEGAN", "660 step 1");
    }

    @Test
    void is_over_when_somebody_answers_in_the_night() {
      night.happens(night.opened()).happens(night.acknowledged()).after(Duration.ofDays(1));
      assertThat(night.log).containsExactly("0 hold");
    }

    @Test
    void asks_the_lead_first_with_the_hours_when_it_came_back_in_the_night() {
      day.happens(day.opened()).happens(day.acknowledged()).happens(day.mitigated());
      day.after(Duration.ofHours(12)).happens(day.firesAgain(1)).after(Duration.ofHours(11));
      assertThat(day.log).endsWith("720 hold", "1380 begin 2 HOURS_BEGAN", "1380 lead");
    }
  }
}

package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.ALASTAIR;
import static dev.siaga.incidents.Samples.BY_ALASTAIR;
import static dev.siaga.incidents.Samples.BY_WISEN;
import static dev.siaga.incidents.Samples.DISTURBED;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.NO_ORDERS;
import static dev.siaga.incidents.Samples.SHOP;
import static dev.siaga.incidents.Samples.UNDISTURBED;
import static dev.siaga.incidents.Samples.WISEN;
import static dev.siaga.incidents.Samples.in;
import static dev.siaga.incidents.Samples.ok;
import static dev.siaga.incidents.Samples.refused;
import static dev.siaga.incidents.Samples.then;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.IncidentCommand.Acknowledge;
import dev.siaga.incidents.IncidentCommand.AssignRole;
import dev.siaga.incidents.IncidentCommand.AttachEvidence;
import dev.siaga.incidents.IncidentCommand.ChangePhase;
import dev.siaga.incidents.IncidentCommand.CompleteTask;
import dev.siaga.incidents.IncidentCommand.Declare;
import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Note;
import dev.siaga.incidents.IncidentCommand.OpenTask;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentCommand.SetPriority;
import dev.siaga.incidents.IncidentCommand.Validate;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.Declared;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.PhaseChanged;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.RoleAssigned;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.incidents.IncidentEvent.TaskCompleted;
import dev.siaga.incidents.IncidentEvent.TaskOpened;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Refusal;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class IncidentRulesTest {
  @Nested
  final class A_declaration {
    @Test
    void begins_an_incident_with_who_noticed_first() {
      assertThat(ok(declare("Nobody can pay", null)))
          .singleElement()
          .isInstanceOfSatisfying(
              Declared.class,
              e -> {
                assertThat(e.number()).isEqualTo(7);
                assertThat(e.noticedBy()).isEqualTo(NoticedBy.USER);
                assertThat(e.whoNoticed()).isEqualTo("a customer");
                assertThat(e.startedAt()).isEqualTo(NOON);
                assertThat(e.priority()).isNull();
              });
    }

    @Test
    void has_its_priority_at_once_when_the_questions_are_answered() {
      assertThat(ok(declare("Nobody can pay", NO_ORDERS)))
          .singleElement()
          .isInstanceOfSatisfying(
              Declared.class, e -> assertThat(e.priority()).isEqualTo(Priority.HIGH));
    }

    @Test
    void without_a_title_is_refused_and_takes_no_number() {
      var answer =
          IncidentRules.declare(
              BY_WISEN,
              declaration("  ", null),
              () -> {
                throw new AssertionError("took a number");
              },
              NOON);
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              r ->
                  assertThat(r.refusal())
                      .isInstanceOfSatisfying(
                          Refusal.Invalid.class, i -> assertThat(i.field()).isEqualTo("title")));
    }

    @Test
    void with_a_title_of_nothing_that_can_be_seen_is_refused() {
      assertThat(refused(declare("\u0001", null))).isEqualTo("missing");
    }

    @Test
    void cannot_say_that_it_starts_later() {
      var later = new Declare("Pay", "", SHOP, NoticedBy.USER, "", NOON.plusSeconds(1), null);
      assertThat(refused(IncidentRules.declare(BY_WISEN, later, () -> 7, NOON)))
          .isEqualTo("starts-later");
    }

    @Test
    void of_an_incident_that_is_there_is_refused() {
      assertThat(refused(decide(in(Phase.TRIAGE), declaration("Again", null))))
          .isEqualTo("declared-already");
    }

    private Answer<List<IncidentEvent>> declare(String title, @Nullable PriorityAnswers answers) {
      return IncidentRules.declare(BY_WISEN, declaration(title, answers), () -> 7, NOON);
    }

    private Declare declaration(String title, @Nullable PriorityAnswers answers) {
      return new Declare(title, "", SHOP, NoticedBy.USER, "a customer", null, answers);
    }
  }

  @Nested
  final class Acknowledging {
    @Test
    void says_who_and_by_which_way() {
      assertThat(ok(decide(in(Phase.TRIAGE), new Acknowledge(Via.LINK))))
          .containsExactly(new Acknowledged(NOON, BY_ALASTAIR, Via.LINK));
    }

    @Test
    void again_changes_nothing() {
      var now = after(Phase.TRIAGE, new Acknowledged(NOON, BY_ALASTAIR, Via.LINK));
      assertThat(ok(decide(now, new Acknowledge(Via.WEB)))).isEmpty();
    }

    @Test
    void by_a_second_person_shows_that_both_are_there() {
      var now = after(Phase.TRIAGE, new Acknowledged(NOON, BY_WISEN, Via.LINK));
      assertThat(ok(decide(now, new Acknowledge(Via.WEB))))
          .containsExactly(new Acknowledged(NOON, BY_ALASTAIR, Via.WEB));
    }

    @Test
    void is_asked_for_again_by_the_next_round() {
      var now =
          after(
              Phase.TRIAGE,
              new Acknowledged(NOON, BY_ALASTAIR, Via.LINK),
              new RoundBegan(NOON, 2, RoundCause.FIRED_AGAIN, null, 0));
      assertThat(now.head().unanswered()).isTrue();
      assertThat(ok(decide(now, new Acknowledge(Via.LINK)))).hasSize(1);
    }

    @Test
    void is_refused_after_the_end() {
      assertThat(refused(decide(BY_WISEN, in(Phase.RESOLVED), new Acknowledge(Via.LINK))))
          .isEqualTo("closed-resolved");
    }
  }

  @Nested
  final class Triage {
    @Test
    void ends_by_validating() {
      assertThat(ok(decide(in(Phase.TRIAGE), new Validate(" orders are zero "))))
          .containsExactly(new Validated(NOON, BY_ALASTAIR, "orders are zero"));
      assertThat(in(Phase.INVESTIGATING).phase()).isEqualTo(Phase.INVESTIGATING);
    }

    @Test
    void is_validated_once() {
      assertThat(ok(decide(in(Phase.MONITORING), new Validate("")))).isEmpty();
    }

    @Test
    void that_finds_a_false_alarm_gives_somebody_the_task_to_repair_it() {
      assertThat(ok(decide(in(Phase.TRIAGE), new DismissAsFalseAlarm("a load test", WISEN))))
          .containsExactly(
              new DismissedAsFalseAlarm(NOON, BY_ALASTAIR, "a load test", new TaskId(1)),
              new TaskOpened(
                  NOON, BY_ALASTAIR, new TaskId(1), TaskKind.REPAIR_ALARM, "a load test", WISEN));
    }

    @Test
    void needs_a_reason_for_a_false_alarm() {
      assertThat(refused(decide(in(Phase.TRIAGE), new DismissAsFalseAlarm(" ", WISEN))))
          .isEqualTo("missing");
    }

    @Test
    void cannot_find_a_false_alarm_in_what_was_validated() {
      assertThat(refused(decide(in(Phase.MITIGATING), new DismissAsFalseAlarm("none", WISEN))))
          .isEqualTo("validated-already");
    }

    @Test
    void is_not_left_by_a_plain_change_of_phase() {
      assertThat(refused(decide(in(Phase.TRIAGE), new ChangePhase(Phase.MITIGATING, ""))))
          .isEqualTo("triage-first");
    }

    @Test
    void that_ends_in_resolving_says_that_it_was_real() {
      assertThat(ok(decide(in(Phase.TRIAGE), new Resolve("over"))))
          .containsExactly(
              new Validated(NOON, BY_ALASTAIR, ""), new Resolved(NOON, BY_ALASTAIR, "over"));
    }
  }

  @Nested
  final class A_priority {
    @Test
    void is_high_when_users_cannot_do_the_main_transaction() {
      assertThat(ok(decide(in(Phase.TRIAGE), new SetPriority(NO_ORDERS))))
          .containsExactly(new PrioritySet(NOON, BY_ALASTAIR, NO_ORDERS, Priority.HIGH));
    }

    @Test
    void is_medium_when_something_else_is_disturbed() {
      assertThat(ok(decide(in(Phase.TRIAGE), new SetPriority(DISTURBED))))
          .containsExactly(new PrioritySet(NOON, BY_ALASTAIR, DISTURBED, Priority.MEDIUM));
    }

    @Test
    void is_low_when_nothing_is_disturbed() {
      assertThat(ok(decide(in(Phase.TRIAGE), new SetPriority(UNDISTURBED))))
          .containsExactly(new PrioritySet(NOON, BY_ALASTAIR, UNDISTURBED, Priority.LOW));
    }

    @Test
    void needs_the_second_answer_after_a_yes_to_the_first() {
      var half = new SetPriority(new PriorityAnswers(true, null));
      assertThat(refused(decide(in(Phase.TRIAGE), half))).isEqualTo("second-question");
    }

    @Test
    void that_is_so_already_changes_nothing() {
      var now = after(Phase.TRIAGE, new PrioritySet(NOON, BY_WISEN, NO_ORDERS, Priority.HIGH));
      assertThat(ok(decide(now, new SetPriority(NO_ORDERS)))).isEmpty();
    }

    @Test
    void below_high_ends_the_paging() {
      var now =
          after(
              Phase.TRIAGE,
              new RoundBegan(NOON, 1, RoundCause.OPENED, null, 0),
              new PrioritySet(NOON, BY_WISEN, DISTURBED, Priority.MEDIUM));
      assertThat(now.head().unanswered()).isFalse();
    }
  }

  @Nested
  final class The_phases {
    @Test
    void between_investigating_and_monitoring_may_be_gone_both_ways() {
      assertThat(ok(decide(in(Phase.MONITORING), new ChangePhase(Phase.INVESTIGATING, "back"))))
          .containsExactly(
              new PhaseChanged(NOON, BY_ALASTAIR, Phase.MONITORING, Phase.INVESTIGATING, "back"));
    }

    @Test
    void are_entered_once() {
      assertThat(ok(decide(in(Phase.MONITORING), new ChangePhase(Phase.MONITORING, "")))).isEmpty();
    }

    @Test
    void that_end_an_incident_have_commands_of_their_own() {
      assertThat(refused(decide(in(Phase.MONITORING), new ChangePhase(Phase.RESOLVED, ""))))
          .isEqualTo("move-to-resolved");
      assertThat(refused(decide(in(Phase.MONITORING), new ChangePhase(Phase.FALSE_ALARM, ""))))
          .isEqualTo("move-to-false-alarm");
    }

    @Test
    void do_not_change_after_the_end() {
      assertThat(refused(decide(in(Phase.RESOLVED), new ChangePhase(Phase.MITIGATING, ""))))
          .isEqualTo("closed-resolved");
    }

    @Test
    void lead_from_resolved_to_reviewed() {
      assertThat(ok(decide(in(Phase.RESOLVED), new ChangePhase(Phase.REVIEWED, "")))).hasSize(1);
    }
  }

  @Nested
  final class A_closed_incident {
    @Test
    void may_be_resolved_again_without_effect() {
      assertThat(ok(decide(in(Phase.RESOLVED), new Resolve("")))).isEmpty();
    }

    @Test
    void goes_on_where_it_was_looked_into_when_it_is_reopened() {
      assertThat(ok(decide(in(Phase.RESOLVED), new Reopen("it is back"))))
          .containsExactly(new Reopened(NOON, BY_ALASTAIR, Phase.INVESTIGATING, "it is back"));
    }

    @Test
    void that_was_a_false_alarm_is_triaged_anew() {
      assertThat(ok(decide(in(Phase.FALSE_ALARM), new Reopen("it was real"))))
          .containsExactly(new Reopened(NOON, BY_ALASTAIR, Phase.TRIAGE, "it was real"));
    }

    @Test
    void takes_notes_and_evidence() {
      assertThat(ok(decide(in(Phase.RESOLVED), new Note("the cause")))).hasSize(1);
      assertThat(ok(decide(in(Phase.RESOLVED), link("https://example.com/chart")))).hasSize(1);
    }

    @Test
    void keeps_its_tasks_to_be_done() {
      assertThat(ok(decide(in(Phase.FALSE_ALARM), new CompleteTask(new TaskId(1), "done"))))
          .containsExactly(new TaskCompleted(NOON, BY_ALASTAIR, new TaskId(1), "done"));
    }

    @Test
    void has_no_roles_to_give() {
      assertThat(refused(decide(in(Phase.RESOLVED), new AssignRole(Role.LEAD, WISEN))))
          .isEqualTo("closed-resolved");
    }
  }

  @Nested
  final class A_task {
    @Test
    void is_numbered_within_its_incident() {
      assertThat(ok(decide(in(Phase.FALSE_ALARM), new OpenTask("tell support", null))))
          .containsExactly(
              new TaskOpened(
                  NOON, BY_ALASTAIR, new TaskId(2), TaskKind.OTHER, "tell support", null));
    }

    @Test
    void is_done_once() {
      var now = after(Phase.FALSE_ALARM, new TaskCompleted(NOON, BY_WISEN, new TaskId(1), ""));
      assertThat(ok(decide(now, new CompleteTask(new TaskId(1), "")))).isEmpty();
    }

    @Test
    void that_is_not_there_cannot_be_done() {
      assertThat(refused(decide(in(Phase.TRIAGE), new CompleteTask(new TaskId(9), ""))))
          .isEqualTo("no-task");
    }
  }

  @Nested
  final class A_role {
    @Test
    void goes_from_one_person_to_the_next() {
      var now = after(Phase.TRIAGE, new RoleAssigned(NOON, BY_WISEN, Role.LEAD, WISEN));
      assertThat(now.head().lead()).isEqualTo(WISEN);
      assertThat(ok(decide(now, new AssignRole(Role.LEAD, ALASTAIR))))
          .containsExactly(new RoleAssigned(NOON, BY_ALASTAIR, Role.LEAD, ALASTAIR));
    }

    @Test
    void is_given_once() {
      var now = after(Phase.TRIAGE, new RoleAssigned(NOON, BY_WISEN, Role.LEAD, WISEN));
      assertThat(ok(decide(now, new AssignRole(Role.LEAD, WISEN)))).isEmpty();
    }
  }

  @Nested
  final class Evidence {
    @Test
    void may_be_a_link_to_the_web() {
      assertThat(ok(decide(in(Phase.TRIAGE), link("https://example.com/chart")))).hasSize(1);
    }

    @Test
    void is_no_link_that_a_browser_would_run() {
      assertThat(refused(decide(in(Phase.TRIAGE), link("javascript:alert(1)"))))
          .isEqualTo("address");
    }

    @Test
    void is_attached_once() {
      var events = ok(decide(in(Phase.TRIAGE), link("https://example.com/chart")));
      var now = after(Phase.TRIAGE, events.getFirst());
      assertThat(ok(decide(now, link("https://example.com/chart")))).isEmpty();
    }
  }

  @Nested
  final class What_changed_meanwhile {
    private static final PrioritySet RAISED =
        new PrioritySet(NOON, BY_WISEN, NO_ORDERS, Priority.HIGH);

    @Test
    void stands_against_a_decision_over_the_same_thing() {
      assertThat(IncidentRules.clashes(new SetPriority(DISTURBED), RAISED)).isTrue();
      assertThat(
              IncidentRules.clashes(
                  new AssignRole(Role.LEAD, ALASTAIR),
                  new RoleAssigned(NOON, BY_WISEN, Role.LEAD, WISEN)))
          .isTrue();
      assertThat(
              IncidentRules.clashes(
                  new Resolve(""), new Reopened(NOON, BY_WISEN, Phase.TRIAGE, "")))
          .isTrue();
    }

    @Test
    void does_not_stand_against_anything_else() {
      assertThat(IncidentRules.clashes(new Note("x"), RAISED)).isFalse();
      assertThat(IncidentRules.clashes(new Acknowledge(Via.WEB), RAISED)).isFalse();
      assertThat(IncidentRules.clashes(new Resolve(""), RAISED)).isFalse();
      assertThat(
              IncidentRules.clashes(
                  new AssignRole(Role.SCRIBE, ALASTAIR),
                  new RoleAssigned(NOON, BY_WISEN, Role.LEAD, WISEN)))
          .isFalse();
    }
  }

  private static AttachEvidence link(String address) {
    return new AttachEvidence(
        new EvidenceContent.Link(URI.create(address)), "Error rate", "Grafana");
  }

  private static Incident after(Phase phase, IncidentEvent... more) {
    return Samples.fold(then(phase, more));
  }

  private static Answer<List<IncidentEvent>> decide(Incident now, IncidentCommand command) {
    return decide(BY_ALASTAIR, now, command);
  }

  private static Answer<List<IncidentEvent>> decide(
      dev.siaga.kernel.Actor by, Incident now, IncidentCommand command) {
    return IncidentRules.decide(now, by, command, NOON);
  }
}

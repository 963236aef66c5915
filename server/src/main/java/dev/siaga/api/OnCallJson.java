package dev.siaga.api;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.oncall.Duty;
import dev.siaga.oncall.Gap;
import dev.siaga.oncall.Hours;
import dev.siaga.oncall.OnDuty;
import dev.siaga.oncall.PolicyPlan;
import dev.siaga.oncall.Recipient;
import dev.siaga.paging.Preview;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is on call, and who would be woken, in JSON. */
interface OnCallJson {
  /** Everything that is on call at an instant; gaps are where Siaga has to stand in. */
  record OnCallView(
      Instant at, List<TeamView> teams, List<RosterView> rosters, List<GapView> gaps) {}

  record TeamView(Name team, HoursView hours, @Nullable Name lead, List<DutyView> alwaysAlerted) {}

  record RosterView(Name roster, List<DutyView> onDuty, List<Text> missing) {
    static RosterView of(Name roster, OnDuty found) {
      return new RosterView(
          roster, found.duties().stream().map(DutyView::of).toList(), found.missing());
    }
  }

  record GapView(String kind, Name name, Text why) {
    static GapView of(Gap gap) {
      return new GapView(gap.kind(), gap.name(), gap.why());
    }
  }

  record HoursView(boolean inside, @Nullable Instant until, Text why, boolean incomplete) {
    static HoursView of(Hours hours) {
      return new HoursView(hours.inside(), hours.until(), hours.why(), hours.incomplete());
    }
  }

  /** Somebody who is reached: just one of person and channel is there. */
  record DutyView(
      @Nullable Name person, @Nullable Name channel, Text why, @Nullable Instant until) {
    static DutyView of(Duty duty) {
      return of(duty.who(), duty.why(), duty.until());
    }

    static DutyView of(Recipient who, Text why, @Nullable Instant until) {
      return switch (who) {
        case Recipient.Person(var name) -> new DutyView(name, null, why, until);
        case Recipient.Channel(var name) -> new DutyView(null, name, why, until);
      };
    }
  }

  /** What the gate says and, whether it pages or not, who would be woken by a page. */
  record WouldBeWoken(AlertJson.JudgementView judgement, boolean pages, PreviewView paging) {}

  record PreviewView(
      Instant at, HoursView hours, Instant beginsAt, PolicyView policy, List<StepView> steps) {
    static PreviewView of(Preview preview) {
      return new PreviewView(
          preview.at(),
          HoursView.of(preview.hours()),
          preview.beginsAt(),
          PolicyView.of(preview.plan()),
          preview.steps().stream().map(StepView::of).toList());
    }
  }

  /** The name is absent when there is none and all administrators stand in. */
  record PolicyView(@Nullable Name name, int version, Text why, boolean incomplete) {
    static PolicyView of(PolicyPlan plan) {
      return new PolicyView(plan.name(), plan.version(), plan.why(), plan.incomplete());
    }
  }

  record StepView(
      Instant at,
      Preview.Kind kind,
      int repeat,
      int step,
      List<DutyView> people,
      List<Text> missing) {
    static StepView of(Preview.Step step) {
      return new StepView(
          step.at(),
          step.kind(),
          step.repeat(),
          step.step(),
          step.people().stream().map(p -> DutyView.of(p.who(), p.why(), p.until())).toList(),
          step.missing());
    }
  }
}

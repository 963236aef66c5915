package dev.siaga.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.Priority;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of incidents: whatever happens in whichever order, these things hold. */
@Tag("slow")
class A_random_life {
  private static final int EVENTS = 150;
  private static final int LIVES = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void never_breaks_the_promises_of_paging(long seed) {
    for (int life = 0; life < LIVES; life++) {
      var random = new Random(seed * 1_000_003 + life);
      var story = new Story(random.nextBoolean() ? Story.MORNING : Story.NIGHT);
      story.policy = Story.policy(random.nextInt(3), 0, random.nextInt(20), random.nextInt(20));
      try {
        walk(story, random);
      } catch (AssertionError broken) {
        throw new AssertionError("seed " + seed + ", life " + life + ": " + story.log, broken);
      }
    }
  }

  private static void walk(Story story, Random random) {
    boolean closed = false;
    story.happens(random.nextInt(4) == 0 ? story.declared(any(random)) : story.opened());
    check(story, 0, false);
    for (int i = 0; i < EVENTS; i++) {
      int before = story.log.size();
      boolean answers = false;
      if (random.nextInt(3) == 0) {
        var length = Duration.ofMinutes(random.nextInt(random.nextInt(8) == 0 ? 900 : 15));
        if (random.nextInt(10) == 0) {
          story.downFor(length);
        } else {
          story.after(length);
        }
      } else {
        story.anybody = random.nextInt(10) != 0;
        var event = closed ? story.reopened() : event(story, random);
        closed = closes(event);
        answers = answers(event);
        story.happens(event);
      }
      check(story, before, answers);
    }
  }

  private static void check(Story story, int from, boolean answered) {
    invariant(story);
    if (answered) {
      assertThat(story.log.subList(from, story.log.size()))
          .as("after an answer nobody is woken")
          .noneMatch(line -> line.contains("step") || line.contains("lead"));
      assertThat(story.state.standing()).isInstanceOf(Standing.Idle.class);
    }
    rounds(story);
  }

  /** Whoever has not been answered has something planned, or has reached an end that is told. */
  private static void invariant(Story story) {
    var facts = story.state.facts();
    if (facts == null) {
      fail("no facts");
      return;
    }
    boolean idle = story.state.standing() instanceof Standing.Idle;
    boolean byAlert = !facts.firing().isEmpty() || facts.quietSince() != null;
    if (byAlert && facts.answeredBy() == null && !facts.closed() && !facts.lowered()) {
      assertThat(idle).as("an unanswered page is never forgotten").isFalse();
    }
    switch (story.state.standing()) {
      case Standing.Running(_, var next) ->
          assertThat(next.due()).as("nothing due is left undone").isAfter(story.now());
      case Standing.Held held -> assertThat(held.until()).isAfter(story.now());
      case Standing.Paused _ -> assertThat(facts.quiet()).isTrue();
      case Standing.AwaitingTap _, Standing.Exhausted _ -> assertThat(facts.closed()).isFalse();
      case Standing.Idle _ -> {}
    }
  }

  /** Rounds follow each other; none is open twice; none begins outside the hours. */
  private static void rounds(Story story) {
    int open = 0;
    int last = 0;
    for (var line : story.log) {
      var words = line.split(" ", -1);
      if (words[1].equals("begin")) {
        assertThat(open).as("two rounds at once").isZero();
        open = Integer.parseInt(words[2]);
        assertThat(open).isEqualTo(last + 1);
        last = open;
        assertThat(story.hourOf(line)).as("a round begins inside the hours").isBetween(9, 16);
      }
      if (words[1].equals("end")) {
        assertThat(words[2]).isEqualTo(Integer.toString(open));
        open = 0;
      }
      if (words[1].equals("step") || words[1].equals("lead")) {
        assertThat(open).as("a page without a round: %s", line).isPositive();
      }
    }
  }

  private static IncidentEvent event(Story story, Random random) {
    int alert = 1 + random.nextInt(3);
    return switch (random.nextInt(16)) {
      case 0 -> story.acknowledged();
      case 1 -> story.validated();
      case 2 -> story.prioritized(any(random) == null ? Priority.HIGH : Priority.LOW);
      case 3 -> story.prioritized(Priority.HIGH);
      case 4 -> story.mitigated();
      case 5 -> story.investigatedAgain();
      case 6 -> random.nextInt(4) == 0 ? story.resolved() : story.joined(alert);
      case 7 -> random.nextInt(4) == 0 ? story.dismissed() : story.joined(alert);
      case 8, 9 -> story.joined(alert);
      case 10 -> random.nextBoolean() ? story.lapsed(alert) : story.heardAgain(alert);
      case 11, 12, 13 -> story.ended(alert);
      default -> story.firesAgain(alert);
    };
  }

  private static @Nullable Priority any(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Priority.HIGH;
      case 1 -> Priority.MEDIUM;
      case 2 -> Priority.LOW;
      default -> null;
    };
  }

  private static boolean closes(IncidentEvent event) {
    return event instanceof IncidentEvent.Resolved
        || event instanceof IncidentEvent.DismissedAsFalseAlarm;
  }

  private static boolean answers(IncidentEvent event) {
    return closes(event)
        || event instanceof IncidentEvent.Acknowledged
        || event instanceof IncidentEvent.Validated
        || (event instanceof IncidentEvent.PrioritySet set && set.priority() != Priority.HIGH);
  }
}

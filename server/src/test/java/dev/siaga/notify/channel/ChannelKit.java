package dev.siaga.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.channel.Outcome.GiveUp;
import dev.siaga.notify.channel.Outcome.TryLater;
import dev.siaga.testkit.LogCatcher;
import dev.siaga.texts.Texts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every channel must do, run by each against a server of its own that misbehaves on purpose:
 * each answer has its retry rule, nothing takes for ever, no secret comes out, and the channel is
 * as good as new afterwards.
 *
 * @param <S> the server
 */
@SuppressWarnings("try") // the servers' close() throws nothing, which S cannot say
public abstract class ChannelKit<S extends AutoCloseable> {
  /** A secret nobody could mistake for anything else. */
  protected static final String SECRET = "s3cr3t-Kw8fQz-do-not-tell";

  protected static final Duration ANSWER_MAX = Duration.ofMillis(600);
  private static final Duration DEADLINE = Duration.ofMillis(1_500);

  private static final Duration IMPATIENT = Duration.ofMillis(200);

  /** An attempt and the grace for its last word. */
  private static final Duration LONGEST = DEADLINE.plusMillis(2_500);

  private final Texts texts = new Texts();
  private boolean isWarm;

  /**
   * How the other side behaves, and what must follow.
   *
   * @param patience how long the attempt may take
   */
  public record Case<S>(String name, Consumer<S> behaviour, Rule rule, Duration patience) {
    public Case(String name, Consumer<S> behaviour, Rule rule) {
      this(name, behaviour, rule, DEADLINE);
    }

    /** The answer would come too late anyway: no need to wait long to see it. */
    public Case<S> impatient() {
      return new Case<>(name, behaviour, rule, IMPATIENT);
    }
  }

  /** What must follow from an answer. */
  public sealed interface Rule {
    record Taken() implements Rule {}

    record Later(Blame blame, @Nullable Duration after) implements Rule {}

    record Unclear() implements Rule {}

    record Never() implements Rule {}
  }

  protected abstract S server() throws Exception;

  protected abstract Channel channel(S server);

  protected abstract Stream<Case<S>> cases();

  protected abstract void behave(S server);

  /** What else holds the secret while it travels. */
  protected @Nullable String alsoSecret() {
    return null;
  }

  protected static Rule taken() {
    return new Rule.Taken();
  }

  protected static Rule later(Blame blame) {
    return new Rule.Later(blame, null);
  }

  protected static Rule unclear() {
    return new Rule.Unclear();
  }

  protected static Rule never() {
    return new Rule.Never();
  }

  @TestFactory
  Stream<DynamicTest> every_answer_has_its_retry_rule() {
    return cases().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private void check(Case<S> each) throws Exception {
    try (var server = server();
        var log = new LogCatcher();
        var channel = channel(server)) {
      each.behaviour().accept(server);
      var began = System.nanoTime();
      var outcome = Attempt.within(each.patience(), channel, letter("case"));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
      matches(outcome, each.rule());
      tellsNoSecret(outcome, log.lines());
      behave(server);
      assertThat(Attempt.within(LONGEST, channel, letter("after"))).isInstanceOf(Accepted.class);
    }
  }

  private static void matches(Outcome outcome, Rule rule) {
    switch (rule) {
      case Rule.Taken _ -> assertThat(outcome).isInstanceOf(Accepted.class);
      case Rule.Unclear _ -> assertThat(outcome).isInstanceOf(Outcome.Unclear.class);
      case Rule.Never _ -> assertThat(outcome).isInstanceOf(GiveUp.class);
      case Rule.Later(var blame, var after) -> {
        assertThat(outcome).isInstanceOf(TryLater.class);
        assertThat(((TryLater) outcome).blame()).as("%s", outcome).isEqualTo(blame);
        assertThat(((TryLater) outcome).after()).isEqualTo(after);
      }
    }
  }

  private void tellsNoSecret(Outcome outcome, List<String> log) {
    var said =
        switch (outcome) {
          case Accepted(var by, var id) -> by + id;
          case TryLater(_, var why, _) -> texts.render(why, Locale.ENGLISH);
          case Outcome.Unclear(var why) -> texts.render(why, Locale.ENGLISH);
          case GiveUp(var why) -> texts.render(why, Texts.INDONESIAN);
        };
    var hidden = Answers.hiding(SECRET, alsoSecret()).hidden();
    assertThat(said).doesNotContain("notify.").doesNotContain("\n");
    assertThat(outcome + said).doesNotContain(hidden);
    assertThat(log).allSatisfy(line -> assertThat(line).doesNotContain(hidden));
  }

  /** The first letter of a program takes longer: classes are loaded. */
  @BeforeEach
  void warmUp() throws Exception {
    if (!isWarm) {
      try (var server = server();
          var channel = channel(server)) {
        Attempt.within(Duration.ofSeconds(20), channel, letter("warm"));
        isWarm = true;
      }
    }
  }

  protected static Letter letter(String key) {
    return letter(key, "alastair@example.com", "#7 Checkout fails");
  }

  protected static Letter letter(String key, String address, String title) {
    var item =
        new Letter.Item(
            key,
            title,
            List.of(new Letter.Fact("Service", "checkout")),
            new TreeMap<>(Map.of("service", "checkout", "number", "7")),
            new Letter.Link("Open", URI.create("https://siaga.example.com/page/abc?d=1&e=2")));
    return new Letter(
        key,
        Letter.Kind.PAGE,
        address,
        Locale.ENGLISH,
        Instant.parse("2026-11-25T12:00:00Z"),
        "[Page] " + title,
        "Something is wrong.",
        List.of(item),
        "Sent by Siaga.",
        "incident/7");
  }
}

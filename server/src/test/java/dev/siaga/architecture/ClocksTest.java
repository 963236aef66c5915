package dev.siaga.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ClocksTest {
  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalTime.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.System.currentTimeMillis");

  private static final Set<String> SLEEPS =
      Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep");

  /** Goal: a test can move time. Method: nothing may read it but the injected InstantSource. */
  @Test
  void nothing_reads_the_wall_clock_by_itself() {
    noClasses().should().accessTargetWhere(oneOf(CLOCKS)).check(Code.CLASSES);
  }

  /** Whatever waits, waits for something, with a deadline: sleeping is a guess about others. */
  @Test
  void nothing_sleeps() {
    noClasses().should().accessTargetWhere(oneOf(SLEEPS)).check(Code.CLASSES);
  }

  private static DescribedPredicate<JavaAccess<?>> oneOf(Set<String> methods) {
    return DescribedPredicate.describe(
        "the target is one of " + methods,
        access -> methods.contains(access.getTargetOwner().getName() + "." + access.getName()));
  }
}

package dev.siaga.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.siaga.testkit.Golden;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ModulesTest {
  private static final String NEWLINE = "\n";

  /**
   * Who uses whom is a decision: it shows as a diff of the golden file, for a person to agree to.
   */
  @Test
  void capabilities_use_each_other_as_modules_txt_says() {
    var edges = new TreeMap<String, TreeSet<String>>();
    for (JavaClass type : Code.CLASSES) {
      var from = edges.computeIfAbsent(Code.capability(type), _ -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .map(JavaClass::getBaseComponentType)
          .filter(Code::isOurs)
          .map(Code::capability)
          .filter(to -> !to.equals(Code.capability(type)))
          .forEach(from::add);
    }
    var lines =
        edges.entrySet().stream()
            .map(edge -> edge.getKey() + " -> " + String.join(", ", edge.getValue()))
            .map(line -> line.stripTrailing() + NEWLINE)
            .collect(Collectors.joining());
    Golden.check("docs/golden/modules.txt", lines);
  }

  @Test
  void capabilities_have_no_cycles() {
    SlicesRuleDefinition.slices()
        .matching(Code.BASE + ".(*)..")
        .should()
        .beFreeOfCycles()
        .check(Code.CLASSES);
  }

  /** Public data (records, enums, interfaces, exceptions) is vocabulary; behaviour has one door. */
  @Test
  void each_package_has_at_most_one_door() {
    var doors =
        Code.CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && isPublic(type))
            .filter(type -> !type.isRecord() && !type.isEnum() && !type.isInterface())
            .filter(type -> !type.isAssignableTo(Throwable.class))
            .filter(type -> !isVocabulary(type))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
    assertThat(doors).allSatisfy((_, types) -> assertThat(types).hasSizeLessThanOrEqualTo(1));
  }

  @Test
  void every_package_is_null_marked_and_says_what_it_is_for() {
    var unmarked =
        Code.CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(each -> each.getName())
            .toList();
    assertThat(unmarked).isEmpty();
  }

  /** The kernel is what everybody may use: its classes are words, some with a little arithmetic. */
  private static boolean isVocabulary(JavaClass type) {
    return Code.capability(type).equals("kernel");
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }
}

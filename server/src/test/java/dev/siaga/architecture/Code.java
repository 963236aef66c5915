package dev.siaga.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled program, without tests and without what jte generates. */
final class Code {
  static final String BASE = "dev.siaga";
  private static final String TEMPLATES = "dev.siaga.web.pages";

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains(TEMPLATES.replace('.', '/')))
          .importPackages(BASE)
          .that(DescribedPredicate.describe("classes of the server", Code::isOurs));

  private Code() {}

  /** The capability of a class: sub-packages, such as one a channel, belong to it. */
  static String capability(JavaClass type) {
    var rest = type.getPackageName().substring(BASE.length() + 1);
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  /** The fakes lie on the class path of the tests too, but are not the program. */
  static boolean isOurs(JavaClass type) {
    var name = type.getPackageName();
    return name.startsWith(BASE + ".") && !name.startsWith(BASE + ".fakes");
  }
}

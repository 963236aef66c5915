package dev.siaga.app;

import dev.siaga.storage.StorageFault;
import dev.siaga.storage.StorageStartFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on standard error why a command failed, for a person, and chooses its exit code. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static int report(Exception fault, Surroundings surroundings) {
    if (fault instanceof SettingsMistakes wrong) {
      surroundings.err().println("Something is wrong with the settings:");
      wrong.mistakes().forEach(mistake -> surroundings.err().println("  " + mistake));
      return Main.WRONG_USAGE;
    }
    if (!isExpected(fault)) {
      log.error("a command failed", fault);
    }
    surroundings.err().println(causes(fault));
    return Main.FAILED;
  }

  /** What an operator can put right; anything else is a defect, whose place the log must name. */
  private static boolean isExpected(Throwable fault) {
    return fault instanceof StorageStartFault
        || fault instanceof StorageFault
        || fault instanceof ListenFault
        || fault instanceof CommandFault;
  }

  /** What each cause adds: the outermost says what was tried, the innermost what was wrong. */
  private static String causes(Throwable fault) {
    var text = new StringBuilder(said(fault));
    for (var cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      if (text.indexOf(said(cause)) < 0) {
        text.append(": ").append(said(cause));
      }
    }
    return text.toString();
  }

  private static String said(Throwable fault) {
    var message = fault.getMessage();
    return message == null ? fault.getClass().getSimpleName() : message;
  }
}

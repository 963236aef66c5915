package dev.siaga.resources;

import dev.siaga.kernel.Refusal;
import java.util.List;

/** What came of a wish to change configuration. */
public sealed interface Outcome {
  /**
   * Done, or possible when it was a dry run.
   *
   * @param version of the whole configuration afterwards
   */
  record Applied(List<Change> changes, boolean dryRun, long version) implements Outcome {
    public Applied {
      changes = List.copyOf(changes);
    }
  }

  /** Nothing was changed: all mistakes, not only the first. */
  record Mistaken(List<Mistake> mistakes) implements Outcome {
    public Mistaken {
      mistakes = List.copyOf(mistakes);
    }
  }

  /** Nothing was changed: the wish itself was refused (not there, changed meanwhile, in use). */
  record Refused(Refusal refusal) implements Outcome {}
}

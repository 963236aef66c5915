package dev.siaga.intake;

import dev.siaga.alerts.Signal;
import java.util.List;

/** What a body says: the alerts that are in order, and what is wrong with the others. */
record Parsed(List<Signal> signals, List<IntakeAnswer.Mistake> mistakes) {}

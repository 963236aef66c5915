package dev.siaga.api;

import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import java.io.Serial;

/**
 * A request that cannot be read. It is thrown by the readers of requests and becomes a problem at
 * the entrance; it never leaves this package.
 */
final class Refused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.type(), null, false, false); // no stack trace: it is an answer, not a fault
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  static Refused invalid(String field, String key, Object... args) {
    return new Refused(Problem.of(new Refusal.Invalid(field, Text.of(key, args))));
  }

  static Refused notFound() {
    return new Refused(Problem.of(new Refusal.NotFound(Text.of("api.not-found"))));
  }
}

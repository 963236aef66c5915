package dev.siaga.alerts;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;

/**
 * A condition over an alert, in CEL (the Common Expression Language, github.com/google/cel-spec).
 *
 * <p>Plain CEL raises an error when a map has no such key, and a rule that must first ask for every
 * label is a rule that somebody gets wrong at night. So reading a label or annotation that is not
 * there gives the empty string: after parsing, {@code labels.x} and {@code labels['x']} are
 * replaced by a call that does that. {@code has(labels.x)} and {@code 'x' in labels} still tell.
 */
final class CelRule {
  static final int EXPRESSION_CHARS_MAX = 2_000;

  /** Iterations of comprehensions in one evaluation: a rule runs for every alert that arrives. */
  private static final int ITERATIONS_MAX = 1_000;

  private static final String READ = "siaga.read";
  private static final Set<String> LENIENT = Set.of("labels", "annotations");
  private static final MapType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
  private static final Cel CEL = cel();
  private final CelRuntime.Program program;

  private CelRule(CelRuntime.Program program) {
    this.program = program;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException with what is wrong, when it does not compile or is no
   *     condition
   */
  static CelRule compile(String expression) {
    if (expression.length() > EXPRESSION_CHARS_MAX) {
      throw new IllegalArgumentException("longer than " + EXPRESSION_CHARS_MAX + " characters");
    }
    try {
      var parsed = CelMutableAst.fromCelAst(CEL.parse(expression).getAst());
      CelNavigableMutableAst.fromAst(parsed)
          .getRoot()
          .allNodes()
          .toList()
          .forEach(CelRule::readLeniently);
      var checked = CEL.check(parsed.toParsedAst()).getAst();
      if (!checked.getResultType().equals(SimpleType.BOOL)) {
        throw new IllegalArgumentException(
            "it must be true or false, and is a " + checked.getResultType().name());
      }
      return new CelRule(CEL.createProgram(checked));
    } catch (CelValidationException | CelEvaluationException wrong) {
      throw new IllegalArgumentException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /**
   * Whether the alert meets the condition.
   *
   * @throws IllegalStateException with the reason, when the rule fails on this alert
   */
  boolean holds(Facts facts) {
    try {
      return (Boolean)
          program.eval(
              Map.of(
                  "labels", facts.labels(),
                  "annotations", facts.annotations(),
                  "service", facts.service(),
                  "integration", facts.integration(),
                  "environment", facts.environment()));
    } catch (CelEvaluationException failed) {
      throw new IllegalStateException(String.valueOf(failed.getMessage()), failed);
    }
  }

  private static void readLeniently(CelNavigableMutableExpr node) {
    var expression = node.expr();
    if (node.getKind() == Kind.SELECT) {
      var select = expression.select();
      if (!select.testOnly() && isLenient(select.operand())) {
        var field = CelMutableExpr.ofConstant(CelConstant.ofValue(select.field()));
        expression.setCall(CelMutableCall.create(READ, select.operand(), field));
      }
    } else if (node.getKind() == Kind.CALL) {
      var call = expression.call();
      if (call.function().equals("_[_]") && isLenient(call.args().getFirst())) {
        expression.setCall(CelMutableCall.create(READ, call.args()));
      }
    }
  }

  private static boolean isLenient(CelMutableExpr expression) {
    return expression.getKind() == Kind.IDENT && LENIENT.contains(expression.ident().name());
  }

  private static Cel cel() {
    var read =
        CelFunctionDecl.newFunctionDeclaration(
            READ,
            CelOverloadDecl.newGlobalOverload(
                "siaga_read", SimpleType.STRING, TEXTS, SimpleType.STRING));
    return CelFactory.legacyCelBuilder()
        .setOptions(CelOptions.current().comprehensionMaxIterations(ITERATIONS_MAX).build())
        .setStandardMacros(dev.cel.parser.CelStandardMacro.STANDARD_MACROS)
        .addVar("labels", TEXTS)
        .addVar("annotations", TEXTS)
        .addVar("service", SimpleType.STRING)
        .addVar("integration", SimpleType.STRING)
        .addVar("environment", SimpleType.STRING)
        .addFunctionDeclarations(read)
        .addFunctionBindings(
            CelFunctionBinding.from("siaga_read", Map.class, String.class, CelRule::read))
        .build();
  }

  private static Object read(Map<?, ?> texts, String name) {
    var text = texts.get(name);
    return text == null ? "" : text;
  }

  /** What a condition may look at. */
  record Facts(
      Map<String, String> labels,
      Map<String, String> annotations,
      String service,
      String integration,
      String environment) {}
}

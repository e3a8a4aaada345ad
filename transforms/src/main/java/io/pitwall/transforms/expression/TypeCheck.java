package io.pitwall.transforms.expression;

import io.pitwall.transforms.expression.Syntax.BinaryOperator;
import java.util.List;

/** Finds the operands that cannot be what their operation needs, whatever the row, and notes them as problems. */
final class TypeCheck {

    private final List<ExpressionException> problems;

    TypeCheck(List<ExpressionException> problems) {
        this.problems = problems;
    }

    void require(Type needed, Operand operand, String user) {
        if (!operand.type().mayBe(needed)) {
            problems.add(expected(needed.toString(), operand, user));
        }
    }

    void requireComparable(BinaryOperator operator, Operand left, Operand right, Syntax whole) {
        if (!left.type().mayBe(right.type())) {
            problems.add(new ExpressionException(
                    "cannot compare " + left.type() + " with " + right.type(), whole.position()));
        } else if (!Comparison.isEquality(operator)) {
            requireOrdered(left, operator);
            requireOrdered(right, operator);
        }
    }

    private void requireOrdered(Operand operand, BinaryOperator operator) {
        if (operand.type() == Type.BOOLEAN) {
            problems.add(expected("a number or text", operand, "`" + operator.symbol() + "`"));
        }
    }

    /** The type of a value that is one of these; a null literal goes with any of them. */
    Type common(List<Operand> alternatives) {
        Type common = null;
        for (Operand alternative : alternatives) {
            if (alternative.isNullLiteral()) {
                continue;
            }
            if (common == null) {
                common = alternative.type();
            } else if (!common.mayBe(alternative.type())) {
                problems.add(new ExpressionException(
                        "expected " + common + " like the values before it, found " + alternative.type(),
                        alternative.syntax().position()));
            } else if (common != alternative.type()) {
                common = Type.ANY;
            }
        }
        return common == null ? Type.ANY : common;
    }

    private static ExpressionException expected(String needed, Operand operand, String user) {
        return new ExpressionException(
                "expected " + needed + " for " + user + ", found " + operand.type(),
                operand.syntax().position());
    }
}

package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Columns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compiles syntax to expressions over the rows of one {@link Columns}. Used by one thread, and before the first row is
 * made.
 */
public final class Compiler {

    private final Columns columns;
    private final Scope scope;

    /** Constants and intermediate results get their cells from {@code columns}; what names mean is up to the scope. */
    public Compiler(Columns columns, Scope scope) {
        this.columns = columns;
        this.scope = scope;
    }

    /** Throws {@link ExpressionException}, which tells every mistake found, the leftmost first. */
    public Expression compile(Syntax syntax) {
        List<ExpressionException> problems = new ArrayList<>();
        Program program = new Lowering(columns, scope, problems).program(syntax);
        return expression(syntax, program, problems);
    }

    /** Like {@link #compile}, for a {@code where} and the like: refuses what can only be a number or text. */
    public Expression compileCondition(Syntax syntax) {
        List<ExpressionException> problems = new ArrayList<>();
        Program program = new Lowering(columns, scope, problems).condition(syntax);
        return expression(syntax, program, problems);
    }

    private static Expression expression(Syntax syntax, Program program, List<ExpressionException> problems) {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(ExpressionException::position));
            throw ExpressionException.of(problems);
        }
        return new Expression(syntax, program);
    }
}

package io.pitwall.transforms.expression;

import java.util.List;
import java.util.stream.Collectors;

/** The text of an expression is wrong; the message says what, where and, where possible, what to write instead. */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int position;

    public ExpressionException(String problem, int position) {
        this(position, problem + " at position " + position);
    }

    /** With a hint that says what to write instead: {@code did you mean `sqrt`?}. */
    public ExpressionException(String problem, int position, String hint) {
        this(position, problem + " at position " + position + "; " + hint);
    }

    private ExpressionException(int position, String message) {
        super(message);
        this.position = position;
    }

    /** One exception that tells all the problems, which must not be none, in the order given. */
    static ExpressionException of(List<ExpressionException> problems) {
        ExpressionException first = problems.get(0);
        if (problems.size() == 1) {
            return first;
        }
        String messages = problems.stream().map(ExpressionException::getMessage).collect(Collectors.joining("\n"));
        return new ExpressionException(first.position, messages);
    }

    /** Where the (first) problem lies, 1-based. */
    public int position() {
        return position;
    }
}

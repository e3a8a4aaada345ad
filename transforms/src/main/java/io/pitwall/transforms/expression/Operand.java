package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;

/** A value that a step reads: the slot that holds it, what is known of its type, and how the user wrote it. */
record Operand(int slot, Type type, Syntax syntax) {

    boolean isNullLiteral() {
        return syntax instanceof Syntax.Literal literal && literal.value() == null;
    }

    /** Throws unless this operand's cell, which is not null, holds what {@code user} needs. */
    void require(Type needed, Cell found, String user) {
        if (!needed.admits(found)) {
            throw EvaluationException.expected(needed, user, found, syntax);
        }
    }
}

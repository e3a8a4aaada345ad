package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;

/** What is known about a value before any row is seen. */
public enum Type {
    /** A 64-bit integer or a double; the two mix freely. */
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    TEXT("text"),
    /** Known only per row: a bare column, null, a value that is passed on. */
    ANY("any value");

    private final String description;

    Type(String description) {
        this.description = description;
    }

    /** Could a value of this type be used where {@code needed} is asked for? */
    boolean mayBe(Type needed) {
        return this == needed || this == ANY || needed == ANY;
    }

    /** Does this cell, which is not null, hold a value of this type? */
    boolean admits(Cell cell) {
        return switch (this) {
            case NUMBER -> cell.isNumber();
            case BOOLEAN -> cell.kind() == Cell.Kind.BOOLEAN;
            case TEXT -> cell.kind() == Cell.Kind.TEXT;
            case ANY -> true;
        };
    }

    /** As messages say it: "a number". */
    @Override
    public String toString() {
        return description;
    }
}

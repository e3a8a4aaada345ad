package io.pitwall.transforms;

import io.pitwall.transforms.row.Cell;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** What an expression computes from rows of one schema, and how that stands in the schema of the result. */
enum ComputedType {
    /** Nothing but null. */
    NULL,
    LONG,
    DOUBLE,
    BOOLEAN,
    TEXT,
    /** No one type: text in one row and a number in the next, or a list, an object or bytes. */
    MIXED;

    /** The type of a value that is of one or the other type. Integers and doubles mix to doubles. */
    ComputedType or(ComputedType other) {
        if (this == other || other == NULL) {
            return this;
        }
        if (this == NULL) {
            return other;
        }
        return isNumber() && other.isNumber() ? DOUBLE : MIXED;
    }

    boolean isNumber() {
        return this == LONG || this == DOUBLE;
    }

    /** Always optional, since an expression over a null gives null. Empty where no one schema fits. */
    Optional<Schema> schema() {
        return switch (this) {
            case NULL, TEXT -> Optional.of(Schema.OPTIONAL_STRING_SCHEMA);
            case LONG -> Optional.of(Schema.OPTIONAL_INT64_SCHEMA);
            case DOUBLE -> Optional.of(Schema.OPTIONAL_FLOAT64_SCHEMA);
            case BOOLEAN -> Optional.of(Schema.OPTIONAL_BOOLEAN_SCHEMA);
            case MIXED -> Optional.empty();
        };
    }

    /** The cell's value as {@link #schema} wants it. */
    @Nullable
    Object valueOf(Cell cell) {
        if (cell.isNull()) {
            return null;
        }
        return switch (this) {
            case LONG -> {
                require(cell.kind() == Cell.Kind.LONG, "a number that is no 64-bit integer; use cast(... as double)");
                yield cell.asLong();
            }
            case DOUBLE -> {
                require(cell.isNumber(), "something else");
                yield cell.asDouble();
            }
            case BOOLEAN -> {
                require(cell.kind() == Cell.Kind.BOOLEAN, "something else");
                yield cell.asBoolean();
            }
            case TEXT -> {
                require(cell.kind() == Cell.Kind.TEXT, "something else");
                yield cell.asText();
            }
            case NULL, MIXED -> throw new IllegalStateException("A " + this + " column has no values");
        };
    }

    private void require(boolean asExpected, String found) {
        if (!asExpected) {
            throw new DataException("expected " + name().toLowerCase(Locale.ROOT) + ", found " + found);
        }
    }
}

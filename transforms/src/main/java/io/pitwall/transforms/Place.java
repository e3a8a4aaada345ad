package io.pitwall.transforms;

import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Where a flat column comes from, and what it is called: the fields from the outside in, as a chain of parents.
 *
 * @param column the name the column has, or the prefix of the names of those below
 */
record Place(@Nullable Place parent, String field, String column, int depth) {

    /** Deeper than telemetry ever is, and shallow enough for the stack of any thread. */
    static final int MAX_DEPTH = 100;

    static Place topLevel(String field) {
        return renamed(field, field);
    }

    /** A top-level field whose columns go by another name. */
    static Place renamed(String field, String column) {
        return new Place(null, field, column, 1);
    }

    Place child(String childField, String delimiter) {
        return new Place(this, childField, column + delimiter + childField, depthBelow());
    }

    /** One element of the array here, which takes the array's place. */
    Place element() {
        return new Place(parent, field, column, depthBelow());
    }

    private int depthBelow() {
        if (depth == MAX_DEPTH) {
            throw new DataException("expected at most %d levels of nesting, found more below field `%s`"
                    .formatted(MAX_DEPTH, topmost().field));
        }
        return depth + 1;
    }

    /** The fields that lead here, as messages show them: {@code a.b.0}. */
    String path() {
        return parent == null ? field : parent.path() + "." + field;
    }

    private Place topmost() {
        return parent == null ? this : parent.topmost();
    }
}

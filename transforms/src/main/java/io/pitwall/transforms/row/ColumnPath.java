package io.pitwall.transforms.row;

import java.util.List;

/**
 * Where a column lies in a record: field names from the outside in. {@code a.b} is {@code [a, b]}, the quoted
 * {@code `a.b`} is the one name {@code [a.b]}.
 */
public record ColumnPath(List<String> names) {

    public ColumnPath {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("A column path needs at least one name");
        }
        names = List.copyOf(names);
    }

    public static ColumnPath of(String... names) {
        return new ColumnPath(List.of(names));
    }

    /** The path as messages show it: {@code a.b}. */
    @Override
    public String toString() {
        return String.join(".", names);
    }
}

package io.pitwall.transforms.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of an object's fields in the order last seen, and what was found for each.
 *
 * <p>Most producers write the fields of every row in one order. While that holds, a field costs one comparison of
 * references, wanted or not: Jackson interns names, and so are ours. Used by one thread.
 */
final class FieldOrder {

    /** Objects with more fields than this have the rest looked up. */
    private static final int MAX_REMEMBERED = 1_024;

    private String[] names = new String[16];
    private @Nullable WantedField[] fields = new WantedField[16];
    private int count;

    /** Had the n-th field (from 0) this name when it was last seen? */
    // Equal names that are different objects only miss the guess and are looked up.
    @SuppressWarnings({"StringEquality", "ReferenceEquality"})
    boolean has(String name, int index) {
        return index < count && names[index] == name;
    }

    /** What was found for the n-th field; null for nothing. */
    @Nullable
    WantedField field(int index) {
        return fields[index];
    }

    void remember(String name, int index, @Nullable WantedField field) {
        if (index >= MAX_REMEMBERED) {
            return;
        }
        if (index == names.length) {
            names = Arrays.copyOf(names, 2 * index);
            fields = Arrays.copyOf(fields, 2 * index);
        }
        names[index] = name;
        fields[index] = field;
        count = Math.max(count, index + 1);
    }
}

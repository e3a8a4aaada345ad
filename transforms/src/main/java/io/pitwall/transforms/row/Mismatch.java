package io.pitwall.transforms.row;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** What messages say about a value that is not what a path asks for. */
final class Mismatch {

    private Mismatch() {}

    static DataException notAnObject(WantedField field, String found) {
        return new DataException("Expected an object at " + field.where() + ", found " + found);
    }

    static DataException keysNotText(WantedField field, @Nullable ClassCastException cause) {
        return new DataException("Expected text as keys of the map at " + field.where(), cause);
    }

    static String describe(Object value) {
        if (value instanceof Number) {
            return "a number";
        } else if (value instanceof String) {
            return "text";
        } else if (value instanceof Boolean) {
            return "a boolean";
        } else if (value instanceof Collection) {
            return "an array";
        } else if (value instanceof Map || value instanceof Struct) {
            return "an object";
        }
        return value.getClass().getSimpleName();
    }
}

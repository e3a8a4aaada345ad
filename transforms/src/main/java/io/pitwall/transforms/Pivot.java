package io.pitwall.transforms;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Two top-level fields of which one names the other. */
record Pivot(String nameField, String valueField) {

    /**
     * The name this row gives to its value field; empty for a row without that field, where there is nothing to name.
     *
     * @throws DataException when there is a value field but no text that names it
     */
    Optional<String> nameIn(Object row) {
        if (!hasField(row, valueField)) {
            return Optional.empty();
        }
        if (hasField(row, nameField) && valueOf(row, nameField) instanceof String name && !name.isEmpty()) {
            return Optional.of(name);
        }
        throw new DataException("expected a text in field `%s`, which names the columns of `%s`; found %s"
                .formatted(nameField, valueField, describe(row)));
    }

    private static boolean hasField(Object row, String field) {
        return row instanceof Struct struct
                ? struct.schema().field(field) != null
                : ((Map<?, ?>) row).containsKey(field);
    }

    private static @Nullable Object valueOf(Object row, String field) {
        return row instanceof Struct struct ? struct.getWithoutDefault(field) : ((Map<?, ?>) row).get(field);
    }

    private String describe(Object row) {
        if (!hasField(row, nameField)) {
            return "no such field";
        }
        Object name = valueOf(row, nameField);
        return name == null
                ? "null"
                : name.equals("") ? "an empty text" : "a " + name.getClass().getSimpleName();
    }
}

package io.pitwall.transforms.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Reads rows that a converter has already turned into objects. */
final class ObjectRowReader {

    private final WantedField root;

    /** Holds a value on its way to the patterns that its field matches. */
    private final Cell candidate = new Cell();

    ObjectRowReader(WantedField root) {
        this.root = root;
    }

    /** The value is a map or struct. */
    void read(Object value, Row row) {
        readChildren(root, value, row);
        if (root.hasPatterns()) {
            readMatching(value, row);
        }
    }

    private void readMatching(Object value, Row row) {
        int index = 0;
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                match(root.child(field.name(), index++), struct.getWithoutDefault(field.name()), row);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> field : map.entrySet()) {
                if (!(field.getKey() instanceof String name)) {
                    throw Mismatch.keysNotText(root, null);
                }
                match(root.child(name, index++), field.getValue(), row);
            }
        }
    }

    private void match(@Nullable WantedField field, @Nullable Object value, Row row) {
        if (field != null) {
            set(candidate, value);
            field.match(candidate, row);
        }
    }

    /** Sets the cells of a field and of all that is wanted inside it. */
    void read(WantedField field, @Nullable Object value, Row row) {
        if (field.isColumn()) {
            set(row.cell(field.slot()), value);
        }
        if (value == null) {
            field.clear(row);
        } else if (field.hasChildren()) {
            readChildren(field, value, row);
        }
    }

    private void readChildren(WantedField field, Object value, Row row) {
        for (WantedField child : field.children()) {
            read(child, member(field, value, child.name()), row);
        }
    }

    private static @Nullable Object member(WantedField field, Object value, String name) {
        if (value instanceof Struct struct) {
            Field member = struct.schema().field(name);
            return member == null ? null : struct.getWithoutDefault(name);
        }
        if (value instanceof Map<?, ?> map) {
            return member(field, map, name);
        }
        throw Mismatch.notAnObject(field, Mismatch.describe(value));
    }

    private static @Nullable Object member(WantedField field, Map<?, ?> map, String name) {
        try {
            return map.get(name);
        } catch (ClassCastException sortedByOtherKeys) {
            throw Mismatch.keysNotText(field, sortedByOtherKeys);
        }
    }

    private static void set(Cell cell, @Nullable Object value) {
        if (value == null) {
            cell.setNull();
        } else if (value instanceof Number number) {
            setNumber(cell, number);
        } else if (value instanceof String text) {
            cell.setText(text);
        } else if (value instanceof Boolean flag) {
            cell.setBoolean(flag);
        } else if (value instanceof Date time) {
            cell.setLong(milliseconds(time));
        } else {
            cell.setOther(value);
        }
    }

    @SuppressWarnings("JavaUtilDate") // Connect's Timestamp, Date and Time are such; java.sql.Date has no toInstant().
    private static long milliseconds(Date time) {
        return time.getTime();
    }

    private static void setNumber(Cell cell, Number number) {
        if (number instanceof Double || number instanceof Float) {
            cell.setDouble(number.doubleValue());
        } else if (number instanceof BigDecimal decimal) {
            setDecimal(cell, decimal);
        } else if (number instanceof BigInteger integer) {
            setInteger(cell, integer);
        } else {
            cell.setLong(number.longValue());
        }
    }

    /** A decimal without places after the point is an integer, as in JSON. */
    private static void setDecimal(Cell cell, BigDecimal decimal) {
        if (decimal.scale() == 0) {
            setInteger(cell, decimal.unscaledValue());
        } else {
            cell.setDouble(decimal.doubleValue());
        }
    }

    private static void setInteger(Cell cell, BigInteger integer) {
        if (integer.bitLength() < Long.SIZE) {
            cell.setLong(integer.longValue());
        } else {
            cell.setDouble(integer.doubleValue());
        }
    }
}

package io.pitwall.transforms.row;

import org.jspecify.annotations.Nullable;

/**
 * One typed value without a box: a kind, and the bits that kind uses.
 *
 * <p>A cell is overwritten from row to row, so that evaluating an expression allocates nothing. Readers of a cell ask
 * {@link #kind()} first; the accessors do not check it. Not thread-safe.
 */
public final class Cell {

    /** What a cell holds. A column that is absent from the row is {@code NULL}, as in SQL. */
    public enum Kind {
        NULL,
        BOOLEAN,
        /** A 64-bit integer, kept exact: nanosecond timestamps do not fit a double. */
        LONG,
        DOUBLE,
        TEXT,
        /** A value expressions cannot compute with (a list, a map, a struct, bytes); it can only be passed on. */
        OTHER
    }

    private Kind kind = Kind.NULL;
    private long bits;
    private @Nullable Object reference;

    /** A new cell that holds this {@code Boolean}, {@code Long}, {@code Double} or {@code String}. */
    static Cell of(Object value) {
        Cell cell = new Cell();
        if (value instanceof Boolean flag) {
            cell.setBoolean(flag);
        } else if (value instanceof Long integer) {
            cell.setLong(integer);
        } else if (value instanceof Double number) {
            cell.setDouble(number);
        } else if (value instanceof String text) {
            cell.setText(text);
        } else {
            throw new IllegalArgumentException("A constant is a Boolean, Long, Double or String; found "
                    + value.getClass().getName());
        }
        return cell;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isNull() {
        return kind == Kind.NULL;
    }

    /** True for {@code LONG} and {@code DOUBLE}, which mix freely. */
    public boolean isNumber() {
        return kind == Kind.DOUBLE || kind == Kind.LONG;
    }

    public void setNull() {
        kind = Kind.NULL;
        reference = null;
    }

    public void setBoolean(boolean value) {
        kind = Kind.BOOLEAN;
        bits = value ? 1 : 0;
    }

    public void setLong(long value) {
        kind = Kind.LONG;
        bits = value;
    }

    public void setDouble(double value) {
        kind = Kind.DOUBLE;
        bits = Double.doubleToRawLongBits(value);
    }

    public void setText(String value) {
        kind = Kind.TEXT;
        reference = value;
    }

    public void setOther(Object value) {
        kind = Kind.OTHER;
        reference = value;
    }

    public void set(Cell other) {
        kind = other.kind;
        bits = other.bits;
        reference = other.reference;
    }

    public boolean asBoolean() {
        return bits != 0;
    }

    /** The integer of a {@code LONG} cell. */
    public long asLong() {
        return bits;
    }

    /** The number of a {@code LONG} or {@code DOUBLE} cell; an integer beyond 2^53 is rounded to the nearest double. */
    public double asDouble() {
        return kind == Kind.LONG ? (double) bits : Double.longBitsToDouble(bits);
    }

    /** The value of a {@code TEXT} cell. */
    public String asText() {
        return (String) asReference();
    }

    /** The object of a {@code TEXT} or {@code OTHER} cell. */
    public Object asReference() {
        if (reference == null) {
            throw new IllegalStateException("A " + kind + " cell has no reference");
        }
        return reference;
    }

    /** The value as {@code Boolean}, {@code Long}, {@code Double}, {@code String} or the passed-on object; null for {@code NULL}. */
    public @Nullable Object boxed() {
        return switch (kind) {
            case NULL -> null;
            case BOOLEAN -> asBoolean();
            case LONG -> asLong();
            case DOUBLE -> asDouble();
            case TEXT, OTHER -> asReference();
        };
    }
}

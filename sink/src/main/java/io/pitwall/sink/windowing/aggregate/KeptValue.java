package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * The place of one value of any kind inside a slice: a word for its kind, a word for its bits, a reference for a text. The
 * kinds are numbered here, since they are persisted.
 */
final class KeptValue {

    private static final long NULL = 0;
    private static final long BOOLEAN = 1;
    private static final long LONG = 2;
    private static final long DOUBLE = 3;
    private static final long TEXT = 4;

    private static final int NOWHERE = -1;

    private final int kind;
    private final int bits;
    private final int text;

    private KeptValue(Aggregate.Fields fields, boolean hasTexts) {
        kind = fields.nextWord();
        bits = fields.nextWord();
        text = hasTexts ? fields.nextReference(ReferenceKind.TEXT) : NOWHERE;
    }

    static KeptValue ofAnyKind(Aggregate.Fields fields) {
        return new KeptValue(fields, true);
    }

    static KeptValue withoutTexts(Aggregate.Fields fields) {
        return new KeptValue(fields, false);
    }

    /** Lists, maps and bytes are not kept: they have no bound and no order. */
    static boolean accepts(Cell.Kind kind) {
        return switch (kind) {
            case NULL, BOOLEAN, LONG, DOUBLE, TEXT -> true;
            case OTHER -> false;
        };
    }

    boolean isNull(Accumulators slices, int slice) {
        return slices.word(slice, kind) == NULL;
    }

    boolean isDouble(Accumulators slices, int slice) {
        return slices.word(slice, kind) == DOUBLE;
    }

    /** The number of a slice whose value {@link #isDouble}. */
    double asDouble(Accumulators slices, int slice) {
        return slices.number(slice, bits);
    }

    void keep(Accumulators slices, int slice, Cell value) {
        switch (value.kind()) {
            case BOOLEAN -> keepBits(slices, slice, BOOLEAN, value.asBoolean() ? 1 : 0);
            case LONG -> keepBits(slices, slice, LONG, value.asLong());
            case DOUBLE -> keepBits(slices, slice, DOUBLE, Double.doubleToRawLongBits(value.asDouble()));
            case TEXT -> {
                keepBits(slices, slice, TEXT, 0);
                slices.setReference(slice, text, value.asText());
            }
            case NULL, OTHER -> throw new IllegalArgumentException("A " + value.kind() + " value is never kept");
        }
    }

    private void keepBits(Accumulators slices, int slice, long kindOfValue, long bitsOfValue) {
        slices.setWord(slice, kind, kindOfValue);
        slices.setWord(slice, bits, bitsOfValue);
        if (text != NOWHERE) {
            slices.setReference(slice, text, null);
        }
    }

    void copy(Accumulators from, int fromSlice, Accumulators into, int intoSlice) {
        into.setWord(intoSlice, kind, from.word(fromSlice, kind));
        into.setWord(intoSlice, bits, from.word(fromSlice, bits));
        if (text != NOWHERE) {
            into.setReference(intoSlice, text, from.reference(fromSlice, text));
        }
    }

    void load(Accumulators slices, int slice, Cell result) {
        long value = slices.word(slice, bits);
        long kindOfValue = slices.word(slice, kind);
        if (kindOfValue == DOUBLE) {
            result.setDouble(Double.longBitsToDouble(value));
        } else if (kindOfValue == LONG) {
            result.setLong(value);
        } else if (kindOfValue == BOOLEAN) {
            result.setBoolean(value != 0);
        } else if (kindOfValue == TEXT && slices.reference(slice, text) instanceof String kept) {
            result.setText(kept);
        } else {
            result.setNull();
        }
    }
}

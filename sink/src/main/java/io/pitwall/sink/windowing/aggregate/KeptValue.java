package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * The place of one value of any kind inside a pane: a word for its kind, a word for its bits, a reference for a text. The
 * kinds are numbered here, since they are persisted.
 */
final class KeptValue {

    private static final long NULL = 0;
    private static final long BOOLEAN = 1;
    private static final long LONG = 2;
    private static final long DOUBLE = 3;
    private static final long TEXT = 4;

    private final int kind;
    private final int bits;
    private final int text;

    KeptValue(Aggregate.Fields fields) {
        kind = fields.nextWord();
        bits = fields.nextWord();
        text = fields.nextReference();
    }

    /** Lists, maps and bytes are not kept: they have no bound and no order. */
    static boolean accepts(Cell.Kind kind) {
        return switch (kind) {
            case NULL, BOOLEAN, LONG, DOUBLE, TEXT -> true;
            case OTHER -> false;
        };
    }

    boolean isNull(Accumulators accumulators, int pane) {
        return accumulators.word(pane, kind) == NULL;
    }

    void keep(Accumulators accumulators, int pane, Cell value) {
        switch (value.kind()) {
            case BOOLEAN -> keepBits(accumulators, pane, BOOLEAN, value.asBoolean() ? 1 : 0);
            case LONG -> keepBits(accumulators, pane, LONG, value.asLong());
            case DOUBLE -> keepBits(accumulators, pane, DOUBLE, Double.doubleToRawLongBits(value.asDouble()));
            case TEXT -> {
                accumulators.setWord(pane, kind, TEXT);
                accumulators.setReference(pane, text, value.asText());
            }
            case NULL, OTHER -> throw new IllegalArgumentException("A " + value.kind() + " value is never kept");
        }
    }

    private void keepBits(Accumulators accumulators, int pane, long kindOfValue, long bitsOfValue) {
        accumulators.setWord(pane, kind, kindOfValue);
        accumulators.setWord(pane, bits, bitsOfValue);
        accumulators.setReference(pane, text, null);
    }

    void copy(Accumulators from, int fromPane, Accumulators into, int intoPane) {
        into.setWord(intoPane, kind, from.word(fromPane, kind));
        into.setWord(intoPane, bits, from.word(fromPane, bits));
        into.setReference(intoPane, text, from.reference(fromPane, text));
    }

    void load(Accumulators accumulators, int pane, Cell result) {
        long value = accumulators.word(pane, bits);
        long kindOfValue = accumulators.word(pane, kind);
        if (kindOfValue == DOUBLE) {
            result.setDouble(Double.longBitsToDouble(value));
        } else if (kindOfValue == LONG) {
            result.setLong(value);
        } else if (kindOfValue == BOOLEAN) {
            result.setBoolean(value != 0);
        } else if (accumulators.reference(pane, text) instanceof String kept) {
            result.setText(kept);
        } else {
            result.setNull();
        }
    }
}

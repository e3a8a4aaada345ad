package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code min(x)} and {@code max(x)}. Integers are compared exactly, integers with doubles as doubles; NaN is greater than
 * every other number, as in {@link Double#compare}; numbers come before texts; among equals an integer is kept rather than
 * a double. So a column of mixed kinds has one answer, whatever the order of its rows.
 */
final class Extreme implements Aggregate {

    private final boolean isGreatest;
    private final KeptValue value;
    private final Cell kept = new Cell();
    private final Cell candidate = new Cell();

    private Extreme(KeptValue value, boolean isGreatest) {
        this.value = value;
        this.isGreatest = isGreatest;
    }

    static Extreme least(Fields fields) {
        return new Extreme(KeptValue.ofAnyKind(fields), false);
    }

    static Extreme greatest(Fields fields) {
        return new Extreme(KeptValue.ofAnyKind(fields), true);
    }

    /** Without the place for a text. */
    static Extreme leastNumber(Fields fields) {
        return new Extreme(KeptValue.withoutTexts(fields), false);
    }

    /** Without the place for a text. */
    static Extreme greatestNumber(Fields fields) {
        return new Extreme(KeptValue.withoutTexts(fields), true);
    }

    @Override
    public boolean accepts(Cell.Kind kind) {
        return switch (kind) {
            case NULL, LONG, DOUBLE, TEXT -> true;
            case BOOLEAN, OTHER -> false;
        };
    }

    @Override
    public String expected() {
        return "a number or text";
    }

    @Override
    public void add(Accumulators slices, int slice, Cell newcomer, long timestampMs) {
        if (!newcomer.isNull() && replaces(slices, slice, newcomer)) {
            value.keep(slices, slice, newcomer);
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        value.load(from, fromSlice, candidate);
        if (!candidate.isNull() && replaces(into, intoSlice, candidate)) {
            value.copy(from, fromSlice, into, intoSlice);
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        value.load(slices, slice, result);
    }

    private boolean replaces(Accumulators slices, int slice, Cell newcomer) {
        if (value.isNull(slices, slice)) {
            return true;
        }
        if (newcomer.kind() == Cell.Kind.DOUBLE && value.isDouble(slices, slice)) {
            int order = Double.compare(newcomer.asDouble(), value.asDouble(slices, slice));
            return isGreatest ? order > 0 : order < 0;
        }
        value.load(slices, slice, kept);
        int order = compare(newcomer, kept);
        if (order == 0) {
            return newcomer.kind() == Cell.Kind.LONG && kept.kind() == Cell.Kind.DOUBLE;
        }
        return isGreatest == order > 0;
    }

    private static int compare(Cell a, Cell b) {
        if (a.isNumber() != b.isNumber()) {
            return a.isNumber() ? -1 : 1;
        }
        if (!a.isNumber()) {
            return a.asText().compareTo(b.asText());
        }
        return a.kind() == Cell.Kind.LONG && b.kind() == Cell.Kind.LONG
                ? Long.compare(a.asLong(), b.asLong())
                : Double.compare(a.asDouble(), b.asDouble());
    }
}

package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code sum(x)} and {@code avg(x)} in double precision.
 *
 * <p>Compensated after Neumaier (Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 1974):
 * the low-order bits that an addition loses are summed beside the total, and added once at the end. The error stays near
 * one unit in the last place however many rows there are, and does not depend on how rows fall into slices. An infinite
 * total has no meaningful compensation, so it is left out there.
 */
final class Sum implements Aggregate {

    private final boolean isAverage;
    private final int count;
    private final int total;
    private final int compensation;

    private Sum(Fields fields, boolean isAverage) {
        this.isAverage = isAverage;
        count = fields.nextWord();
        total = fields.nextWord();
        compensation = fields.nextWord();
    }

    static Sum total(Fields fields) {
        return new Sum(fields, false);
    }

    static Sum average(Fields fields) {
        return new Sum(fields, true);
    }

    @Override
    public boolean accepts(Cell.Kind kind) {
        return switch (kind) {
            case NULL, LONG, DOUBLE -> true;
            case BOOLEAN, TEXT, OTHER -> false;
        };
    }

    @Override
    public String expected() {
        return "a number";
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            add(slices, slice, value.asDouble());
            slices.setWord(slice, count, slices.word(slice, count) + 1);
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        add(into, intoSlice, from.number(fromSlice, total));
        into.setNumber(
                intoSlice, compensation, into.number(intoSlice, compensation) + from.number(fromSlice, compensation));
        into.setWord(intoSlice, count, into.word(intoSlice, count) + from.word(fromSlice, count));
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        long values = slices.word(slice, count);
        if (values == 0) {
            result.setNull();
            return;
        }
        double sum = slices.number(slice, total);
        double corrected = Double.isFinite(sum) ? sum + slices.number(slice, compensation) : sum;
        result.setDouble(isAverage ? corrected / values : corrected);
    }

    private void add(Accumulators slices, int slice, double value) {
        double before = slices.number(slice, total);
        double after = before + value;
        double lost = Math.abs(before) >= Math.abs(value) ? (before - after) + value : (value - after) + before;
        slices.setNumber(slice, total, after);
        slices.setNumber(slice, compensation, slices.number(slice, compensation) + lost);
    }
}

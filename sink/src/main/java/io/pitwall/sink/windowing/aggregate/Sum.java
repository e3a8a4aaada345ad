package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code sum(x)} and {@code avg(x)} in double precision.
 *
 * <p>Compensated after Neumaier (Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 1974):
 * the low-order bits that an addition loses are summed beside the total, and added once at the end. The error stays near
 * one unit in the last place however many rows there are, and does not depend on how rows fall into panes. An infinite
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
    public void add(Accumulators panes, int pane, Cell value, long timestampMs) {
        if (!value.isNull()) {
            add(panes, pane, value.asDouble());
            panes.setWord(pane, count, panes.word(pane, count) + 1);
        }
    }

    @Override
    public void combine(Accumulators into, int intoPane, Accumulators from, int fromPane) {
        add(into, intoPane, from.number(fromPane, total));
        into.setNumber(
                intoPane, compensation, into.number(intoPane, compensation) + from.number(fromPane, compensation));
        into.setWord(intoPane, count, into.word(intoPane, count) + from.word(fromPane, count));
    }

    @Override
    public void finish(Accumulators accumulators, int pane, Cell result) {
        long values = accumulators.word(pane, count);
        if (values == 0) {
            result.setNull();
            return;
        }
        double sum = accumulators.number(pane, total);
        double corrected = Double.isFinite(sum) ? sum + accumulators.number(pane, compensation) : sum;
        result.setDouble(isAverage ? corrected / values : corrected);
    }

    private void add(Accumulators accumulators, int pane, double value) {
        double before = accumulators.number(pane, total);
        double after = before + value;
        double lost = Math.abs(before) >= Math.abs(value) ? (before - after) + value : (value - after) + before;
        accumulators.setNumber(pane, total, after);
        accumulators.setNumber(pane, compensation, accumulators.number(pane, compensation) + lost);
    }
}

package io.pitwall.sink.windowing.aggregate;

/**
 * The place of a sum inside a slice: two words, of which the first is zero exactly while nothing was added.
 *
 * <p>A total of zero is therefore kept as −0.0, whose bits are not zero and to which anything can be added as to 0.0.
 */
/*
 * Compensated after Neumaier (Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 1974):
 * the low-order bits that an addition loses are summed beside the total, and added once at the end. The error stays near
 * one unit in the last place however many values there are, and does not depend on how they fall into slices. An infinite
 * total has no meaningful compensation, so it is left out there.
 */
final class CompensatedSum {

    private final int total;
    private final int compensation;

    CompensatedSum(Aggregate.Fields fields) {
        total = fields.nextWord();
        compensation = fields.nextWord();
    }

    boolean isEmpty(Accumulators slices, int slice) {
        return slices.word(slice, total) == 0;
    }

    void add(Accumulators slices, int slice, double value) {
        double before = slices.number(slice, total);
        double after = before + value;
        double lost = Math.abs(before) >= Math.abs(value) ? (before - after) + value : (value - after) + before;
        slices.setNumber(slice, total, after == 0 ? -0.0 : after);
        slices.setNumber(slice, compensation, slices.number(slice, compensation) + lost);
    }

    void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        if (!isEmpty(from, fromSlice)) {
            add(into, intoSlice, from.number(fromSlice, total));
            into.setNumber(
                    intoSlice,
                    compensation,
                    into.number(intoSlice, compensation) + from.number(fromSlice, compensation));
        }
    }

    /** The sum, never −0.0. */
    double of(Accumulators slices, int slice) {
        double sum = slices.number(slice, total);
        return Double.isFinite(sum) ? sum + slices.number(slice, compensation) + 0.0 : sum;
    }
}

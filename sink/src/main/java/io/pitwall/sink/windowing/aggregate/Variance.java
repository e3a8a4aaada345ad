package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code var_pop(x)}, {@code var_samp(x)} and their square roots {@code stddev_pop(x)}, {@code stddev_samp(x)}. Never
 * negative; NaN where a value is NaN or infinite; the sample forms of a single value are null.
 */
/*
 * Running mean and sum of squared deviations after Welford (Note on a method for calculating corrected sums of squares
 * and products, Technometrics 4/3, 1962), merged after Chan, Golub and LeVeque (Updating formulae and a pairwise
 * algorithm for computing sample variances, Stanford STAN-CS-79-773, 1979).
 *
 * The mean is kept in two doubles, high + low, with the error of each addition recovered after Knuth (TwoSum, The Art of
 * Computer Programming 2, 4.2.2): with a single one, values of 1e9 and a spread of 1 would leave only half of the digits.
 */
final class Variance extends OfNumbers {

    private final boolean isSample;
    private final boolean isRoot;
    private final int count;
    private final int meanHigh;
    private final int meanLow;
    private final int squares;

    private Variance(Fields fields, boolean isSample, boolean isRoot) {
        this.isSample = isSample;
        this.isRoot = isRoot;
        count = fields.nextWord();
        meanHigh = fields.nextWord();
        meanLow = fields.nextWord();
        squares = fields.nextWord();
    }

    static Variance ofPopulation(Fields fields) {
        return new Variance(fields, false, false);
    }

    static Variance ofSample(Fields fields) {
        return new Variance(fields, true, false);
    }

    static Variance deviationOfPopulation(Fields fields) {
        return new Variance(fields, false, true);
    }

    static Variance deviationOfSample(Fields fields) {
        return new Variance(fields, true, true);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell cell, long timestampMs) {
        if (cell.isNull()) {
            return;
        }
        double value = cell.asDouble();
        long values = slices.word(slice, count) + 1;
        double before = value - slices.number(slice, meanHigh) - slices.number(slice, meanLow);
        moveMean(slices, slice, before / values);
        double after = value - slices.number(slice, meanHigh) - slices.number(slice, meanLow);
        slices.setWord(slice, count, values);
        slices.setNumber(slice, squares, slices.number(slice, squares) + before * after);
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        long added = from.word(fromSlice, count);
        if (added == 0) {
            return;
        }
        long before = into.word(intoSlice, count);
        if (before == 0) {
            copy(from, fromSlice, into, intoSlice);
            return;
        }
        double distance = (from.number(fromSlice, meanHigh) - into.number(intoSlice, meanHigh))
                + (from.number(fromSlice, meanLow) - into.number(intoSlice, meanLow));
        double share = (double) added / (before + added);
        moveMean(into, intoSlice, distance * share);
        into.setWord(intoSlice, count, before + added);
        into.setNumber(
                intoSlice,
                squares,
                into.number(intoSlice, squares)
                        + from.number(fromSlice, squares)
                        + distance * distance * (before * share));
    }

    private void copy(Accumulators from, int fromSlice, Accumulators into, int intoSlice) {
        into.setWord(intoSlice, count, from.word(fromSlice, count));
        into.setWord(intoSlice, meanHigh, from.word(fromSlice, meanHigh));
        into.setWord(intoSlice, meanLow, from.word(fromSlice, meanLow));
        into.setWord(intoSlice, squares, from.word(fromSlice, squares));
    }

    private void moveMean(Accumulators slices, int slice, double by) {
        double high = slices.number(slice, meanHigh);
        double sum = high + by;
        double part = sum - high;
        double lost = (high - (sum - part)) + (by - part);
        slices.setNumber(slice, meanHigh, sum);
        slices.setNumber(slice, meanLow, slices.number(slice, meanLow) + lost);
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        long values = slices.word(slice, count);
        long divisor = isSample ? values - 1 : values;
        if (divisor <= 0) {
            result.setNull();
            return;
        }
        // Rounding can leave a hair less than zero; NaN stays NaN.
        double variance = Math.max(0, slices.number(slice, squares) / divisor);
        result.setDouble(isRoot ? Math.sqrt(variance) : variance);
    }
}

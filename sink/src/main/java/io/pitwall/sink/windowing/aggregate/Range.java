package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code range(x)}: the greatest value minus the least. Exact for integers whose difference is one, else a double; NaN,
 * the greatest of all numbers, makes it NaN, and so does an infinity that is both least and greatest.
 */
final class Range extends OfNumbers {

    private final Extreme least;
    private final Extreme greatest;
    private final Cell low = new Cell();
    private final Cell high = new Cell();

    Range(Fields fields) {
        least = Extreme.leastNumber(fields);
        greatest = Extreme.greatestNumber(fields);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        least.add(slices, slice, value, timestampMs);
        greatest.add(slices, slice, value, timestampMs);
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        least.combine(into, intoSlice, from, fromSlice);
        greatest.combine(into, intoSlice, from, fromSlice);
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        least.finish(slices, slice, low);
        greatest.finish(slices, slice, high);
        if (high.isNull()) {
            result.setNull();
        } else if (isExact()) {
            result.setLong(high.asLong() - low.asLong());
        } else {
            result.setDouble(high.asDouble() - low.asDouble());
        }
    }

    /** A difference of integers that overflowed would be negative. */
    private boolean isExact() {
        return high.kind() == Cell.Kind.LONG && low.kind() == Cell.Kind.LONG && high.asLong() - low.asLong() >= 0;
    }
}

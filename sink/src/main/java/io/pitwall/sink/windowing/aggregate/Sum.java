package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/** {@code sum(x)} in double precision. */
final class Sum extends OfNumbers {

    private final CompensatedSum sum;

    Sum(Fields fields) {
        sum = new CompensatedSum(fields);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            sum.add(slices, slice, value.asDouble());
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        sum.combine(into, intoSlice, from, fromSlice);
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        if (sum.isEmpty(slices, slice)) {
            result.setNull();
        } else {
            result.setDouble(sum.of(slices, slice));
        }
    }
}

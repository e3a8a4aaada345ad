package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/** {@code avg(x)}: a compensated sum divided once, at the end. */
final class Average extends OfNumbers {

    private final int count;
    private final CompensatedSum sum;

    Average(Fields fields) {
        count = fields.nextWord();
        sum = new CompensatedSum(fields);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            sum.add(slices, slice, value.asDouble());
            slices.setWord(slice, count, slices.word(slice, count) + 1);
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        sum.combine(into, intoSlice, from, fromSlice);
        into.setWord(intoSlice, count, into.word(intoSlice, count) + from.word(fromSlice, count));
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        long values = slices.word(slice, count);
        if (values == 0) {
            result.setNull();
        } else {
            result.setDouble(sum.of(slices, slice) / values);
        }
    }
}

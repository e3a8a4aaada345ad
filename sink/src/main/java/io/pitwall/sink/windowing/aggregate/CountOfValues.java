package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/** {@code count(x)}: how many values are not null. */
final class CountOfValues implements Aggregate {

    private final int count;

    CountOfValues(Fields fields) {
        count = fields.nextWord();
    }

    @Override
    public boolean accepts(Cell.Kind kind) {
        return true;
    }

    @Override
    public String expected() {
        return "any value";
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            slices.setWord(slice, count, slices.word(slice, count) + 1);
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        into.setWord(intoSlice, count, into.word(intoSlice, count) + from.word(fromSlice, count));
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        result.setLong(slices.word(slice, count));
    }
}

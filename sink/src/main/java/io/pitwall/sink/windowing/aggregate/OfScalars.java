package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/** An aggregate that takes numbers, texts and booleans. */
abstract sealed class OfScalars implements Aggregate permits ByEventTime, Collect, CountOfDistinct {

    @Override
    public final boolean accepts(Cell.Kind kind) {
        return KeptValue.accepts(kind);
    }

    @Override
    public final String expected() {
        return "a number, text or boolean";
    }
}

package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/** An aggregate that takes numbers only. */
abstract sealed class OfNumbers implements Aggregate permits Sum, Average, Variance, Range, Percentile {

    @Override
    public final boolean accepts(Cell.Kind kind) {
        return switch (kind) {
            case NULL, LONG, DOUBLE -> true;
            case BOOLEAN, TEXT, OTHER -> false;
        };
    }

    @Override
    public final String expected() {
        return "a number";
    }
}

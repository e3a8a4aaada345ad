package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/** {@code count(*)}: the row count that every pane keeps anyway. */
public final class CountOfRows implements Aggregate {

    @Override
    public boolean accepts(Cell.Kind kind) {
        return true;
    }

    @Override
    public String expected() {
        return "any value";
    }

    @Override
    public void add(Accumulators panes, int pane, Cell value, long timestampMs) {}

    @Override
    public void combine(Accumulators into, int intoPane, Accumulators from, int fromPane) {}

    @Override
    public void finish(Accumulators accumulators, int pane, Cell result) {
        result.setLong(accumulators.rows(pane));
    }
}

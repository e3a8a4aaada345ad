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
    public void add(Accumulators panes, int pane, Cell value, long timestampMs) {
        if (!value.isNull()) {
            panes.setWord(pane, count, panes.word(pane, count) + 1);
        }
    }

    @Override
    public void combine(Accumulators into, int intoPane, Accumulators from, int fromPane) {
        into.setWord(intoPane, count, into.word(intoPane, count) + from.word(fromPane, count));
    }

    @Override
    public void finish(Accumulators accumulators, int pane, Cell result) {
        result.setLong(accumulators.word(pane, count));
    }
}

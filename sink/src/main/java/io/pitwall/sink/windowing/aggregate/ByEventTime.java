package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code first(x)} and {@code last(x)}: the value with the least or greatest event time; among equal times, the first or
 * last to arrive.
 */
final class ByEventTime implements Aggregate {

    private final boolean isLast;
    private final int time;
    private final KeptValue value;

    private ByEventTime(Fields fields, boolean isLast) {
        this.isLast = isLast;
        time = fields.nextWord();
        value = new KeptValue(fields);
    }

    static ByEventTime first(Fields fields) {
        return new ByEventTime(fields, false);
    }

    static ByEventTime last(Fields fields) {
        return new ByEventTime(fields, true);
    }

    @Override
    public boolean accepts(Cell.Kind kind) {
        return KeptValue.accepts(kind);
    }

    @Override
    public String expected() {
        return "a number, text or boolean";
    }

    @Override
    public void add(Accumulators panes, int pane, Cell candidate, long timestampMs) {
        if (!candidate.isNull() && replaces(panes, pane, timestampMs)) {
            value.keep(panes, pane, candidate);
            panes.setWord(pane, time, timestampMs);
        }
    }

    @Override
    public void combine(Accumulators into, int intoPane, Accumulators from, int fromPane) {
        if (!value.isNull(from, fromPane) && replaces(into, intoPane, from.word(fromPane, time))) {
            value.copy(from, fromPane, into, intoPane);
            into.setWord(intoPane, time, from.word(fromPane, time));
        }
    }

    @Override
    public void finish(Accumulators accumulators, int pane, Cell result) {
        value.load(accumulators, pane, result);
    }

    private boolean replaces(Accumulators accumulators, int pane, long timestampMs) {
        if (value.isNull(accumulators, pane)) {
            return true;
        }
        long kept = accumulators.word(pane, time);
        return isLast ? timestampMs >= kept : timestampMs < kept;
    }
}

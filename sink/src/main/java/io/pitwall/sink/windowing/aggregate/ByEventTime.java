package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code first(x)} and {@code last(x)}: the value with the least or greatest event time; among equal times, the first or
 * last to arrive.
 */
final class ByEventTime extends OfScalars {

    private final boolean isLast;
    private final int time;
    private final KeptValue value;

    private ByEventTime(Fields fields, boolean isLast) {
        this.isLast = isLast;
        time = fields.nextWord();
        value = KeptValue.ofAnyKind(fields);
    }

    static ByEventTime first(Fields fields) {
        return new ByEventTime(fields, false);
    }

    static ByEventTime last(Fields fields) {
        return new ByEventTime(fields, true);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell candidate, long timestampMs) {
        if (!candidate.isNull() && replaces(slices, slice, timestampMs)) {
            value.keep(slices, slice, candidate);
            slices.setWord(slice, time, timestampMs);
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        if (!value.isNull(from, fromSlice) && replaces(into, intoSlice, from.word(fromSlice, time))) {
            value.copy(from, fromSlice, into, intoSlice);
            into.setWord(intoSlice, time, from.word(fromSlice, time));
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        value.load(slices, slice, result);
    }

    private boolean replaces(Accumulators slices, int slice, long timestampMs) {
        if (value.isNull(slices, slice)) {
            return true;
        }
        long kept = slices.word(slice, time);
        return isLast ? timestampMs >= kept : timestampMs < kept;
    }
}

package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;
import java.util.Objects;

/**
 * {@code collect(x)} and {@code collect(x, most)}: the earliest values as a list, in order of event time, among equal
 * times of arrival. The list ends before the first value with which it would pass 256 KiB.
 */
final class Collect implements Aggregate {

    private final int most;
    private final int collected;

    Collect(Fields fields, int most) {
        this.most = most;
        collected = fields.nextReference(Collected.KIND);
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
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            valuesIn(slices, slice).add(timestampMs, Objects.requireNonNull(value.boxed()));
        }
    }

    private Collected valuesIn(Accumulators slices, int slice) {
        if (slices.reference(slice, collected) instanceof Collected known) {
            return known;
        }
        Collected none = new Collected(most);
        slices.setReference(slice, collected, none);
        return none;
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        if (from.reference(fromSlice, collected) instanceof Collected added) {
            valuesIn(into, intoSlice).addAll(added);
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        if (slices.reference(slice, collected) instanceof Collected known) {
            result.setOther(known.values());
        } else {
            result.setNull();
        }
    }
}

package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;
import java.util.Objects;

/**
 * {@code collect(x)} and {@code collect(x, most)}: the earliest values as a list, in order of event time, among equal
 * times of arrival. The list ends before the first value with which it would pass 256 KiB.
 */
final class Collect extends OfScalars {

    private final int most;
    private final ObjectField<Collected> collected;

    Collect(Fields fields, int most) {
        this.most = most;
        collected = new ObjectField<>(fields, Collected.class, Collected.KIND);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            collected
                    .in(slices, slice, () -> new Collected(most))
                    .add(timestampMs, Objects.requireNonNull(value.boxed()));
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        Collected added = collected.in(from, fromSlice);
        if (added != null) {
            collected.in(into, intoSlice, () -> new Collected(most)).addAll(added);
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        Collected known = collected.in(slices, slice);
        if (known == null) {
            result.setNull();
        } else {
            result.setOther(known.values());
        }
    }
}

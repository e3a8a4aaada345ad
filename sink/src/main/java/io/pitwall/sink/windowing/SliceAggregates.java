package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Aggregate;
import io.pitwall.sink.windowing.aggregate.TimeBounds;
import io.pitwall.sink.windowing.keyed.SliceMerger;
import io.pitwall.sink.windowing.query.AggregateCall;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Row;
import java.util.Optional;

/** Everything that is kept per slice: the aggregates of the query and, for some kinds of windows, the times of its rows. */
final class SliceAggregates implements SliceMerger {

    /** As an array: the loops over it run for every row. */
    private final AggregateCall[] calls;

    private final Optional<TimeBounds> times;
    private final Accumulators.Layout layout;

    private SliceAggregates(WindowQuery query, Optional<TimeBounds> times, Accumulators.Layout layout) {
        calls = query.aggregates().toArray(AggregateCall[]::new);
        this.times = times;
        this.layout = layout;
    }

    static SliceAggregates of(Windows windows, WindowQuery query) {
        boolean needsTimes = windows instanceof Windows.Session || windows instanceof Windows.Count;
        return needsTimes ? withTimes(query) : new SliceAggregates(query, Optional.empty(), query.layout());
    }

    private static SliceAggregates withTimes(WindowQuery query) {
        Aggregate.Fields fields = Aggregate.Fields.after(query.layout());
        TimeBounds times = new TimeBounds(fields);
        return new SliceAggregates(query, Optional.of(times), fields.layout());
    }

    Accumulators.Layout layout() {
        return layout;
    }

    /** The times of a slice's rows; for kinds of windows that asked for them. */
    TimeBounds times() {
        return times.orElseThrow();
    }

    /** Folds a row whose inputs are evaluated. */
    void add(Accumulators slices, int slice, Row row, long timestampMs) {
        for (AggregateCall call : calls) {
            call.add(slices, slice, row, timestampMs);
        }
        if (times.isPresent()) {
            times.get().add(slices, slice, timestampMs);
        }
    }

    @Override
    public void merge(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        into.occupy(intoSlice);
        for (AggregateCall call : calls) {
            call.aggregate().combine(into, intoSlice, from, fromSlice);
        }
        if (times.isPresent()) {
            times.get().combine(into, intoSlice, from, fromSlice);
        }
    }
}

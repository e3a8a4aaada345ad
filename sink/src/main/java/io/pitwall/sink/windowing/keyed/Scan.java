package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;

/** Visits every slice of every window, and has nothing to remember. */
final class Scan implements Combiner {

    private final SliceMerger merger;

    Scan(SliceMerger merger) {
        this.merger = merger;
    }

    @Override
    public void combine(KeyState state, long first, long last, Accumulators into) {
        Accumulators slices = state.slices();
        int size = state.size();
        for (int rank = state.rankOf(first); rank < size && state.positionAt(rank) <= last; rank++) {
            int slice = state.sliceAt(rank);
            if (slices.isOccupied(slice)) {
                merger.merge(into, 0, slices, slice);
            }
        }
    }

    @Override
    public void changed(long position) {}

    @Override
    public long heapBytes() {
        return 0;
    }

    @Override
    public long referredBytes() {
        return 0;
    }
}

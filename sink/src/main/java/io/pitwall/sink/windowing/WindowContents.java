package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.keyed.Combiner;
import io.pitwall.sink.windowing.keyed.KeyState;

/** One window of one key: its bounds, and its slices combined. Reused from window to window. */
final class WindowContents {

    /** The only slice of {@link #combined}. */
    static final int ONLY = 0;

    private final Accumulators combined;
    private long first;
    private long startMs;
    private long endMs;

    WindowContents(Accumulators.Layout layout) {
        combined = new Accumulators(layout, 1);
    }

    /** Combines the slices at the positions {@code [first, last]} of a key. */
    void combine(KeyState state, Combiner combiner, long first, long last) {
        combined.clear(ONLY);
        combiner.combine(state, first, last, combined);
        this.first = first;
    }

    /** Takes one slice as it is. */
    void take(Accumulators slices, int slice) {
        combined.copy(slices, slice, ONLY);
    }

    void setBounds(long windowStartMs, long windowEndMs) {
        startMs = windowStartMs;
        endMs = windowEndMs;
    }

    boolean hasRows() {
        return combined.isOccupied(ONLY);
    }

    Accumulators combined() {
        return combined;
    }

    /** The first position, of a window that was combined. */
    long first() {
        return first;
    }

    long startMs() {
        return startMs;
    }

    long endMs() {
        return endMs;
    }
}

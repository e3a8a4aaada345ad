package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;

/**
 * Combines the slices of one key at the positions of a window. Windows of few slices are combined anew each time; those of
 * many keep what neighbouring windows share in {@link TwoStacks}.
 */
public interface Combiner {

    /** Adds the slices at {@code [first, last]}, oldest first, to the only slice of {@code into}. */
    void combine(KeyState state, long first, long last, Accumulators into);

    /** Says that the slice at a position has changed. */
    void changed(long position);

    /** An estimate of what it remembers takes on the heap, without what references refer to. */
    long heapBytes();

    /** The same for what references refer to. */
    long referredBytes();
}

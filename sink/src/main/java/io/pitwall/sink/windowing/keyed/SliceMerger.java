package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;

/** Folds an occupied slice into another, which must not be younger and is occupied from then on. */
public interface SliceMerger {
    void merge(Accumulators into, int intoSlice, Accumulators from, int fromSlice);
}

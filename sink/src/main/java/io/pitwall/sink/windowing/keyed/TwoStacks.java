package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.Arrays;

/** What successive windows of one key have in common, for windows of many slices. */
/*
 * A queue made of two stacks, after Tangwongsan, Hirzel, Schneider and Wu, "General incremental sliding-window aggregation"
 * (PVLDB 8/7, 2015): the front holds, for each of its slices, all slices from there to the middle combined; the back holds
 * those after the middle combined.
 *
 *     first            middle        settled     last
 *       [   front: suffixes ][ back: one sum ][ slice ]
 *
 * A window is then its first suffix, the back, and the slice at its last position, which rows may still enter and which
 * therefore never settles. When the front is used up, all settled slices become the new front. Each slice is combined once
 * into a suffix and once into the back: O(1) amortised per window, also for min and max, without ever subtracting.
 *
 * A late row makes the suffixes at and before its slice wrong; only those are made again.
 */
final class TwoStacks implements Combiner {

    private static final long NONE = Long.MIN_VALUE;
    private static final int OBJECT_BYTES = 112;

    private final Accumulators.Layout layout;
    private final SliceMerger merger;
    private final HeapUse heap;
    private final Accumulators back;

    /** Suffixes, the newest first: the top is the oldest. */
    private Accumulators front;

    private long[] frontPositions = new long[1];
    private int frontSize;
    private long middle = NONE;
    private long settled = NONE;
    /** The first and last position of the window before. */
    private long latestFirst = NONE;

    private long latestLast = NONE;
    /** The greatest position at which a suffix is wrong. */
    private long changedFront = NONE;

    private boolean isBackChanged;

    TwoStacks(Accumulators.Layout layout, SliceMerger merger, HeapUse heap) {
        this.layout = layout;
        this.merger = merger;
        this.heap = heap;
        back = new Accumulators(layout, 1);
        front = new Accumulators(layout, 1);
        heap.add(heapBytes());
    }

    @Override
    public void changed(long position) {
        if (position <= middle) {
            changedFront = Math.max(changedFront, position);
        } else if (position <= settled) {
            isBackChanged = true;
        }
    }

    /** Fastest where neither end of the window is before that of the window combined last. */
    @Override
    public void combine(KeyState state, long first, long last, Accumulators into) {
        if (first < latestFirst || last < latestLast) {
            forget();
        }
        latestFirst = first;
        latestLast = last;
        popThrough(changedFront);
        popThrough(first - 1);
        if (changedFront >= first) {
            push(state, first, frontSize > 0 ? frontPositions[frontSize - 1] : middle + 1);
        }
        changedFront = NONE;
        if (frontSize == 0) {
            middle = last - 1;
            push(state, first, last);
            clearBack();
        }
        settle(state, last);
        if (frontSize > 0) {
            merger.merge(into, 0, front, frontSize - 1);
        }
        if (back.isOccupied(0)) {
            merger.merge(into, 0, back, 0);
        }
        int rank = state.rankOf(last);
        if (rank < state.size()
                && state.positionAt(rank) == last
                && state.slices().isOccupied(state.sliceAt(rank))) {
            merger.merge(into, 0, state.slices(), state.sliceAt(rank));
        }
    }

    private void forget() {
        frontSize = 0;
        middle = NONE;
        clearBack();
        changedFront = NONE;
    }

    private void popThrough(long position) {
        while (frontSize > 0 && frontPositions[frontSize - 1] <= position) {
            frontSize--;
        }
    }

    /** Pushes suffixes for the slices at {@code [first, before)}, the newest first. */
    private void push(KeyState state, long first, long before) {
        int oldest = state.rankOf(first);
        for (int rank = state.rankOf(before) - 1; rank >= oldest; rank--) {
            int slice = state.sliceAt(rank);
            if (state.slices().isOccupied(slice)) {
                push(state.positionAt(rank), state.slices(), slice);
            }
        }
    }

    private void push(long position, Accumulators slices, int slice) {
        if (frontSize == frontPositions.length) {
            grow();
        }
        front.copy(slices, slice, frontSize);
        if (frontSize > 0) {
            merger.merge(front, frontSize, front, frontSize - 1);
        }
        frontPositions[frontSize++] = position;
    }

    private void grow() {
        heap.subtract(heapBytes());
        Accumulators grown = new Accumulators(layout, frontSize * 2);
        for (int suffix = 0; suffix < frontSize; suffix++) {
            grown.move(front, suffix, suffix);
        }
        front = grown;
        frontPositions = Arrays.copyOf(frontPositions, frontSize * 2);
        heap.add(heapBytes());
    }

    @Override
    public long heapBytes() {
        int capacity = frontPositions.length;
        return OBJECT_BYTES
                + (long) capacity * Long.BYTES
                + Accumulators.heapBytes(layout, capacity)
                + Accumulators.heapBytes(layout, 1);
    }

    @Override
    public long referredBytes() {
        long bytes = back.referredBytes(0);
        for (int suffix = 0; suffix < frontSize; suffix++) {
            bytes += front.referredBytes(suffix);
        }
        return bytes;
    }

    private void clearBack() {
        back.clear(0);
        settled = middle;
        isBackChanged = false;
    }

    private void settle(KeyState state, long last) {
        if (isBackChanged) {
            clearBack();
        }
        int size = state.size();
        for (int rank = state.rankOf(settled + 1); rank < size && state.positionAt(rank) < last; rank++) {
            int slice = state.sliceAt(rank);
            if (state.slices().isOccupied(slice)) {
                merger.merge(back, 0, state.slices(), slice);
            }
        }
        settled = Math.max(settled, last - 1);
    }
}

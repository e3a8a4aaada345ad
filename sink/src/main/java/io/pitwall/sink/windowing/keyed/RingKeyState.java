package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;

/**
 * The slices of a key that has at most {@link SlicePool#MAX_BLOCK} positions open: a ring that grows with the span between the
 * oldest and the newest. Position {@code p} lies in slice {@code p mod capacity} of the ring; slices outside
 * {@code [oldest, newest]} are clear.
 */
final class RingKeyState extends KeyState {

    /** What {@link #slices} gives for a key without any. */
    private static final int NO_SLICES = 0;

    private final SlicePool pool;
    private final Combiner scan;
    private Accumulators page;
    private int first;
    private int capacity = NO_SLICES;
    private long oldest;
    private int size;

    RingKeyState(byte[] key, int hash, SlicePool pool, Combiner scan, Accumulators noSlices) {
        super(key, hash);
        this.pool = pool;
        this.scan = scan;
        this.page = noSlices;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long positionAt(int rank) {
        return oldest + rank;
    }

    @Override
    public int sliceAt(int rank) {
        return sliceOf(oldest + rank);
    }

    private int sliceOf(long position) {
        return first + (int) (position & (capacity - 1));
    }

    @Override
    public int rankOf(long position) {
        return (int) Math.max(0, Math.min(size, position - oldest));
    }

    @Override
    public Accumulators slices() {
        return page;
    }

    @Override
    public int open(long position) {
        if (size == 0) {
            reserve(1);
            oldest = position;
            size = 1;
        } else if (position < oldest) {
            long span = oldest + size - position;
            reserve(span);
            oldest = position;
            size = (int) span;
        } else if (position >= oldest + size) {
            long span = position - oldest + 1;
            reserve(span);
            size = (int) span;
        }
        int slice = sliceOf(position);
        page.occupy(slice);
        return slice;
    }

    private void reserve(long span) {
        if (span <= capacity) {
            return;
        }
        int needed = span == 1 ? 1 : Math.toIntExact(Long.highestOneBit(span - 1) << 1);
        SlicePool.Block block = pool.take(needed);
        for (long position = oldest; position < oldest + size; position++) {
            int slice = sliceOf(position);
            block.page().move(page, slice, block.first() + (int) (position & (needed - 1)));
            page.clear(slice);
        }
        giveBack();
        page = block.page();
        first = block.first();
        capacity = needed;
    }

    private void giveBack() {
        if (capacity != NO_SLICES) {
            pool.giveBack(page, first, capacity);
            capacity = NO_SLICES;
        }
    }

    @Override
    public void dropBefore(long position) {
        while (size > 0 && (oldest < position || !page.isOccupied(sliceOf(oldest)))) {
            page.clear(sliceOf(oldest));
            oldest++;
            size--;
        }
        if (size == 0) {
            giveBack();
        }
    }

    @Override
    public void drop(long fromPosition, long toPosition) {
        int to = rankOf(toPosition + 1);
        for (int rank = rankOf(fromPosition); rank < to; rank++) {
            page.clear(sliceAt(rank));
        }
        while (size > 0 && !page.isOccupied(sliceOf(oldest + size - 1))) {
            size--;
        }
        dropBefore(oldest);
    }

    @Override
    public Combiner closing() {
        return scan;
    }

    @Override
    public Combiner current() {
        return scan;
    }

    @Override
    void noteChanged(long position) {}
}

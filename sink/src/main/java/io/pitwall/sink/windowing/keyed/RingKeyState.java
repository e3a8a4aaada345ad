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

    private final Shared shared;
    private Accumulators page;
    private int first;
    private int capacity = NO_SLICES;
    private long oldest;
    private int size;

    /** What all keys of a shard have in common. */
    record Shared(SlicePool pool, Combiner scan, Accumulators noSlices) {}

    RingKeyState(byte[] key, int hash, Shared shared) {
        super(key, hash);
        this.shared = shared;
        this.page = shared.noSlices();
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
        SlicePool.Block block = shared.pool().take(needed);
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
            shared.pool().giveBack(page, first, capacity);
            capacity = NO_SLICES;
        }
    }

    @Override
    void relocate(int blockSize) {
        if (capacity != blockSize) {
            return;
        }
        SlicePool.Block block = shared.pool().take(capacity);
        for (int slice = 0; slice < capacity; slice++) {
            block.page().move(page, first + slice, block.first() + slice);
        }
        shared.pool().abandon(capacity);
        page = block.page();
        first = block.first();
    }

    @Override
    long slicesHeapBytes() {
        return capacity * shared.pool().sliceBytes();
    }

    @Override
    long combinersReferredBytes() {
        return 0;
    }

    @Override
    HeapUse heap() {
        return shared.pool().heap();
    }

    @Override
    void release() {
        for (long position = oldest; position < oldest + size; position++) {
            page.clear(sliceOf(position));
        }
        size = 0;
        giveBack();
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
        return shared.scan();
    }

    @Override
    public Combiner current() {
        return shared.scan();
    }

    @Override
    void noteChanged(long position) {}
}

package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a key whose positions may lie far apart, all of them occupied: a ring sorted by position. A row in order costs
 * O(1), a late one a binary search and, where it makes a slice, the moving of those after it.
 */
final class SortedKeyState extends KeyState {

    private static final int OBJECT_BYTES = 144;

    private final Accumulators.Layout layout;
    private final HeapUse heap;
    private final Supplier<Combiner> combiners;
    private @Nullable Combiner closing;
    private @Nullable Combiner current;
    private Accumulators slices;
    private long[] positions = new long[1];
    private int head;
    private int size;

    SortedKeyState(byte[] key, int hash, Accumulators.Layout layout, HeapUse heap, Supplier<Combiner> combiners) {
        super(key, hash);
        this.layout = layout;
        this.heap = heap;
        this.combiners = combiners;
        slices = new Accumulators(layout, 1);
        heap.add(slicesHeapBytes());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long positionAt(int rank) {
        return positions[sliceAt(rank)];
    }

    @Override
    public int sliceAt(int rank) {
        return (head + rank) & (positions.length - 1);
    }

    @Override
    public int rankOf(long position) {
        if (size == 0 || position > newest()) {
            return size;
        }
        if (position == newest()) {
            return size - 1;
        }
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positionAt(middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public Accumulators slices() {
        return slices;
    }

    @Override
    public int open(long position) {
        int rank = rankOf(position);
        if (rank < size && positionAt(rank) == position) {
            return sliceAt(rank);
        }
        return insert(rank, position);
    }

    private int insert(int rank, long position) {
        if (size == positions.length) {
            grow();
        }
        size++;
        for (int later = size - 1; later > rank; later--) {
            move(sliceAt(later - 1), sliceAt(later));
        }
        int slice = sliceAt(rank);
        positions[slice] = position;
        slices.clear(slice);
        slices.occupy(slice);
        return slice;
    }

    private void move(int from, int to) {
        positions[to] = positions[from];
        slices.move(slices, from, to);
    }

    private void grow() {
        long before = slicesHeapBytes();
        long[] grownPositions = new long[size * 2];
        Accumulators grown = new Accumulators(layout, size * 2);
        for (int rank = 0; rank < size; rank++) {
            grownPositions[rank] = positionAt(rank);
            grown.move(slices, sliceAt(rank), rank);
        }
        positions = grownPositions;
        slices = grown;
        head = 0;
        heap.add(slicesHeapBytes() - before);
    }

    @Override
    long slicesHeapBytes() {
        return OBJECT_BYTES
                + (long) positions.length * Long.BYTES
                + Accumulators.heapBytes(layout, positions.length)
                + (closing == null ? 0 : closing.heapBytes())
                + (current == null ? 0 : current.heapBytes());
    }

    @Override
    long combinersReferredBytes() {
        return (closing == null ? 0 : closing.referredBytes()) + (current == null ? 0 : current.referredBytes());
    }

    @Override
    HeapUse heap() {
        return heap;
    }

    @Override
    void release() {
        heap.subtract(slicesHeapBytes());
    }

    @Override
    public void dropBefore(long position) {
        while (size > 0 && positionAt(0) < position) {
            slices.clear(head);
            head = sliceAt(1);
            size--;
        }
    }

    @Override
    public void drop(long fromPosition, long toPosition) {
        int from = rankOf(fromPosition);
        int to = rankOf(toPosition + 1);
        int dropped = to - from;
        for (int rank = to; rank < size; rank++) {
            move(sliceAt(rank), sliceAt(rank - dropped));
        }
        for (int rank = size - dropped; rank < size; rank++) {
            slices.clear(sliceAt(rank));
        }
        size -= dropped;
    }

    @Override
    public Combiner closing() {
        Combiner known = closing;
        if (known == null) {
            known = combiners.get();
            closing = known;
        }
        return known;
    }

    @Override
    public Combiner current() {
        Combiner known = current;
        if (known == null) {
            known = combiners.get();
            current = known;
        }
        return known;
    }

    @Override
    void noteChanged(long position) {
        if (closing != null) {
            closing.changed(position);
        }
        if (current != null) {
            current.changed(position);
        }
    }
}

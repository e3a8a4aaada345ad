package io.pitwall.sink.windowing.aggregate;

import java.util.Arrays;

/**
 * One slice of a wide aggregate: a small slice for each column that was seen, found by the column's id. Ids are those of
 * this process; persisted are names.
 */
/*
 * The small slices lie in the order of the ids. Rows of one sender hold the same columns in the same order, and ids are
 * given out in that order, so nearly always the next column is the neighbour of the last one, and no search is needed.
 */
final class ColumnSlices {

    private static final int SMALLEST = 8;

    private final Accumulators.Layout layout;
    private Accumulators slices;
    private int[] ids;
    private int size;
    /** Where the last column was found. */
    private int last = -1;

    ColumnSlices(Accumulators.Layout layout, int expectedColumns) {
        this.layout = layout;
        int capacity = Math.max(1, expectedColumns);
        slices = new Accumulators(layout, capacity);
        ids = new int[capacity];
    }

    int size() {
        return size;
    }

    /** The id of the n-th column; ascending. */
    int id(int index) {
        return ids[index];
    }

    /** The n-th slice is that of the n-th column. Other after {@link #open}. */
    Accumulators slices() {
        return slices;
    }

    /** The index of a column's slice, which is empty if the column was not seen before. */
    int open(int id) {
        int next = last + 1;
        if (next >= size || ids[next] != id) {
            next = find(id);
        }
        last = next;
        return next;
    }

    private int find(int id) {
        int found = size == 0 || id > ids[size - 1] ? -size - 1 : Arrays.binarySearch(ids, 0, size, id);
        return found >= 0 ? found : insert(-found - 1, id);
    }

    private int insert(int place, int id) {
        if (size == ids.length) {
            grow();
        }
        for (int index = size; index > place; index--) {
            slices.move(slices, index - 1, index);
            ids[index] = ids[index - 1];
        }
        slices.clear(place);
        ids[place] = id;
        size++;
        return place;
    }

    private void grow() {
        int capacity = Math.max(SMALLEST, ids.length + ids.length / 2);
        Accumulators larger = new Accumulators(layout, capacity);
        for (int index = 0; index < size; index++) {
            larger.move(slices, index, index);
        }
        slices = larger;
        ids = Arrays.copyOf(ids, capacity);
    }

    long heapBytes() {
        long bytes = 56 + (long) Integer.BYTES * ids.length + Accumulators.heapBytes(layout, ids.length);
        if (!layout.references().isEmpty()) {
            for (int index = 0; index < size; index++) {
                bytes += slices.referredBytes(index);
            }
        }
        return bytes;
    }

    ColumnSlices copy() {
        ColumnSlices copy = new ColumnSlices(layout, size);
        for (int index = 0; index < size; index++) {
            copy.slices.copy(slices, index, index);
        }
        System.arraycopy(ids, 0, copy.ids, 0, size);
        copy.size = size;
        return copy;
    }
}

package io.pitwall.transforms.row;

import java.util.Arrays;

/**
 * The columns of one row that match a pattern and hold a number, as pairs of an id of {@link MatchedNames} and a value.
 * Each id is there at most once, in no particular order. Overwritten from row to row. Not thread-safe.
 *
 * <p>A sparse set: {@code ids} lists what is there, {@code indexById} says where in the list, and is trusted only where
 * the list agrees. So nothing has to be cleared for the next row, and finding, adding and removing take constant time.
 */
public final class NumericColumns {

    private int[] ids = {};
    private Cell[] values = {};
    private int[] indexById = {};
    private int size;

    NumericColumns() {}

    /** What a cell holds whose slot {@link Columns#slotOfMatching} gave out. */
    public static NumericColumns in(Cell cell) {
        return (NumericColumns) cell.asReference();
    }

    public int size() {
        return size;
    }

    /** The id of the n-th column, {@code 0 <= index < size()}. */
    public int id(int index) {
        return ids[index];
    }

    /** The value of the n-th column, {@code 0 <= index < size()}: a {@code LONG} or {@code DOUBLE}. */
    public Cell value(int index) {
        return values[index];
    }

    void clear() {
        size = 0;
    }

    /** Sets the value of a column to this number. */
    void put(int id, Cell number) {
        Cell value = contains(id) ? values[indexById[id]] : append(id);
        if (number.kind() == Cell.Kind.LONG) {
            value.setLong(number.asLong());
        } else {
            value.setDouble(number.asDouble());
        }
    }

    /** Takes a column out, if it is there. */
    void remove(int id) {
        if (!contains(id)) {
            return;
        }
        int index = indexById[id];
        Cell free = values[index];
        size--;
        ids[index] = ids[size];
        values[index] = values[size];
        values[size] = free;
        indexById[ids[index]] = index;
    }

    private boolean contains(int id) {
        if (id >= indexById.length) {
            return false;
        }
        int index = indexById[id];
        return index < size && ids[index] == id;
    }

    private Cell append(int id) {
        if (id >= indexById.length) {
            indexById = Arrays.copyOf(indexById, Math.max(id + 1, 2 * indexById.length));
        }
        if (size == ids.length) {
            grow();
        }
        indexById[id] = size;
        ids[size] = id;
        return values[size++];
    }

    private void grow() {
        int before = ids.length;
        int after = Math.max(16, 2 * before);
        ids = Arrays.copyOf(ids, after);
        values = Arrays.copyOf(values, after);
        for (int i = before; i < after; i++) {
            values[i] = new Cell();
        }
    }
}

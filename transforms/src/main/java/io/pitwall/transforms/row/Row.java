package io.pitwall.transforms.row;

import java.util.Arrays;

/**
 * The cells of one row: the columns and patterns its {@link Columns} name, and the registers in which expressions keep their
 * intermediate results. Reused from row to row; not thread-safe.
 */
public final class Row {

    private final Cell[] cells;

    Row(int cellCount) {
        cells = new Cell[cellCount];
        Arrays.setAll(cells, slot -> new Cell());
    }

    /** The cell at a slot that its {@link Columns} gave out. */
    public Cell cell(int slot) {
        return cells[slot];
    }
}

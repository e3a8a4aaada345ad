package io.pitwall.transforms.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns that expressions name, each with its slot, and the registers they compute in.
 *
 * <p>Filled while expressions are compiled, then only read: {@link #newRow} must come after the last expression, since a
 * row has exactly the cells known by then. Columns and registers share one numbering.
 */
public final class Columns {

    private final Map<ColumnPath, Integer> slotByPath = new LinkedHashMap<>();
    private int cellCount;

    /** The slot of a column, given out on first mention. */
    public int slotOf(ColumnPath path) {
        return slotByPath.computeIfAbsent(path, unseen -> cellCount++);
    }

    /** A slot that no column uses. */
    public int newRegister() {
        return cellCount++;
    }

    /** The columns named so far, in order of first mention. */
    public List<ColumnPath> paths() {
        return new ArrayList<>(slotByPath.keySet());
    }

    /** A row with a cell, null for now, for every column and register. */
    public Row newRow() {
        return new Row(cellCount);
    }
}

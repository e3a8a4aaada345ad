package io.pitwall.transforms;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.util.function.ToLongFunction;

/** A column, read from one row after another as expressions would read it. Thread-safe. */
final class RowColumn {

    private final int slot;
    private final RowReader reader;
    private final Row cells;

    RowColumn(ColumnPath path) {
        Columns columns = new Columns();
        slot = columns.slotOf(path);
        reader = new RowReader(columns);
        cells = columns.newRow();
    }

    /** What the function makes of the column's cell, which it must not keep. */
    synchronized long read(Object row, ToLongFunction<Cell> function) {
        reader.read(row, cells);
        return function.applyAsLong(cells.cell(slot));
    }
}

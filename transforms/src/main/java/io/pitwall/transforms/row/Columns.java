package io.pitwall.transforms.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns that expressions name, each with its slot, the patterns of columns and the constants they mention, and the
 * registers they compute in.
 *
 * <p>Filled while expressions are compiled, then only read: {@link #newRow} and {@link RowReader#RowReader} must come
 * after the last expression, since a row has exactly the cells known by then. Columns, constants and registers share
 * one numbering, so that an operand is a slot, whatever it is. Filled by one thread; with a pattern, also read by only
 * one, since the rows add to its {@link MatchedNames}.
 */
public final class Columns {

    private final Map<ColumnPath, Integer> slotByPath = new LinkedHashMap<>();
    private final Map<Object, Integer> slotByConstant = new LinkedHashMap<>();
    private final Map<ColumnPattern, Matching> matchingByPattern = new LinkedHashMap<>();
    private int cellCount;

    /** A pattern's slot, and the names seen to match it. */
    record Matching(int slot, MatchedNames names) {}

    /** The slot of a column, given out on first mention. */
    public int slotOf(ColumnPath path) {
        return slotByPath.computeIfAbsent(path, unseen -> cellCount++);
    }

    /**
     * The slot of all columns that match, given out on first mention. In every row its cell is {@code OTHER} and holds one
     * {@link NumericColumns}: of the columns at the top of the row, those that match and hold a number.
     */
    public int slotOfMatching(ColumnPattern pattern) {
        return matchingByPattern
                .computeIfAbsent(pattern, unseen -> new Matching(cellCount++, new MatchedNames(pattern)))
                .slot();
    }

    /** The ids of a pattern that has a slot. */
    public MatchedNames namesMatching(ColumnPattern pattern) {
        Matching matching = matchingByPattern.get(pattern);
        if (matching == null) {
            throw new IllegalArgumentException("The pattern `" + pattern + "` has no slot");
        }
        return matching.names();
    }

    /** The slot whose cell holds this {@code Boolean}, {@code Long}, {@code Double} or {@code String} in every row. */
    public int slotOfConstant(Object value) {
        Cell.of(value);
        return slotByConstant.computeIfAbsent(value, unseen -> cellCount++);
    }

    /** A slot that no column uses; its cell is null until something is written to it. */
    public int newRegister() {
        return cellCount++;
    }

    /** The columns named so far, in order of first mention. */
    public List<ColumnPath> paths() {
        return new ArrayList<>(slotByPath.keySet());
    }

    /** The patterns mentioned so far, in order of first mention. */
    List<Matching> patterns() {
        return List.copyOf(matchingByPattern.values());
    }

    /** A row with a cell for every column and register, null for now, for every pattern, without columns for now, and for every constant. */
    public Row newRow() {
        Row row = new Row(cellCount);
        slotByConstant.forEach((value, slot) -> row.cell(slot).set(Cell.of(value)));
        patterns().forEach(pattern -> row.cell(pattern.slot()).setOther(new NumericColumns()));
        return row;
    }
}

package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.MatchedNames;
import io.pitwall.transforms.row.NumericColumns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate for every column that matches a pattern, as in {@code avg(rpm_*)}. Its argument is a {@link
 * NumericColumns}, its result a map from the names of the columns that were there to their results, in order of names;
 * null if there was none.
 */
public final class PerColumn implements Aggregate {

    private final Aggregate each;
    private final Accumulators.Layout layout;
    private final MatchedNames names;
    private final NameOrder order;
    private final int columns;

    /** The fields are those of the slice as a whole; each column has its own inside. */
    public PerColumn(Fields fields, MatchedNames names, Function<Fields, Aggregate> aggregate) {
        Fields fieldsOfColumn = new Fields();
        each = aggregate.apply(fieldsOfColumn);
        layout = fieldsOfColumn.layout();
        this.names = names;
        order = new NameOrder(names);
        ColumnSlicesFormat format = new ColumnSlicesFormat(layout, names, order);
        columns = fields.nextReference(
                ReferenceKind.of(ColumnSlices.class, ColumnSlices::copy, format::toBytes, format::fromBytes));
    }

    @Override
    public boolean accepts(Cell.Kind kind) {
        return kind == Cell.Kind.OTHER;
    }

    @Override
    public String expected() {
        return "columns";
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        NumericColumns numbers = NumericColumns.in(value);
        int size = numbers.size();
        if (size == 0) {
            return;
        }
        ColumnSlices columnsHere = columnsIn(slices, slice, size);
        for (int i = 0; i < size; i++) {
            int column = columnsHere.open(numbers.id(i));
            each.add(columnsHere.slices(), column, numbers.value(i), timestampMs);
        }
    }

    private ColumnSlices columnsIn(Accumulators slices, int slice, int expectedColumns) {
        if (slices.reference(slice, columns) instanceof ColumnSlices known) {
            return known;
        }
        ColumnSlices none = new ColumnSlices(layout, expectedColumns);
        slices.setReference(slice, columns, none);
        return none;
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        if (from.reference(fromSlice, columns) instanceof ColumnSlices added) {
            ColumnSlices known = columnsIn(into, intoSlice, added.size());
            for (int index = 0; index < added.size(); index++) {
                int column = known.open(added.id(index));
                each.combine(known.slices(), column, added.slices(), index);
            }
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        if (slices.reference(slice, columns) instanceof ColumnSlices known) {
            result.setOther(resultsOf(known));
        } else {
            result.setNull();
        }
    }

    private Map<String, @Nullable Object> resultsOf(ColumnSlices known) {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        Cell cell = new Cell();
        for (int index : order.indexesByName(known)) {
            each.finish(known.slices(), index, cell);
            results.put(names.name(known.id(index)), cell.boxed());
        }
        return results;
    }
}

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
    private final ObjectField<ColumnSlices> columns;

    /** The fields are those of the slice as a whole; each column has its own inside. */
    public PerColumn(Fields fields, MatchedNames names, Function<Fields, Aggregate> aggregate) {
        Fields fieldsOfColumn = new Fields();
        each = aggregate.apply(fieldsOfColumn);
        layout = fieldsOfColumn.layout();
        this.names = names;
        order = new NameOrder(names);
        ColumnSlicesFormat format = new ColumnSlicesFormat(layout, names, order);
        columns = new ObjectField<>(
                fields,
                ColumnSlices.class,
                ReferenceKind.of(
                        ColumnSlices.class,
                        ColumnSlices::copy,
                        format::toBytes,
                        format::fromBytes,
                        ColumnSlices::heapBytes));
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
        return columns.in(slices, slice, () -> new ColumnSlices(layout, expectedColumns));
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        ColumnSlices added = columns.in(from, fromSlice);
        if (added != null) {
            ColumnSlices known = columnsIn(into, intoSlice, added.size());
            for (int index = 0; index < added.size(); index++) {
                int column = known.open(added.id(index));
                each.combine(known.slices(), column, added.slices(), index);
            }
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        ColumnSlices known = columns.in(slices, slice);
        if (known == null) {
            result.setNull();
        } else {
            result.setOther(resultsOf(known));
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

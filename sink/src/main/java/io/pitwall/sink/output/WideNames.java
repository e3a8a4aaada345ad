package io.pitwall.sink.output;

import io.pitwall.sink.windowing.query.Output;
import io.pitwall.sink.windowing.query.Output.Shape;
import io.pitwall.sink.windowing.query.WindowQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of the columns that an aggregate over many columns becomes. They come from the data, so one may already be that of
 * something else in the record, to which it then loses: the window's own columns, those named in the query, and those of
 * an earlier aggregate over many columns.
 */
final class WideNames {

    private final Set<String> named = new HashSet<>(WindowQuery.OWN_COLUMNS);
    private final Set<String> taken = new HashSet<>();

    WideNames(List<Output> outputs) {
        outputs.stream().filter(output -> output.shape() != Shape.COLUMNS).forEach(output -> named.add(output.name()));
    }

    /** From here on another record is written. */
    void begin() {
        taken.clear();
    }

    /** True if the record has no column of this name yet; it has one now. */
    boolean take(String name) {
        return !named.contains(name) && taken.add(name);
    }
}

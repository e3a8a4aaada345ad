package io.pitwall.sink.windowing.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an expression over a window takes from it, in the order in which it must be computed. */
final class Uses {

    private final Set<AggregateCall> aggregates = new LinkedHashSet<>();
    private final Set<Output> outputs = new LinkedHashSet<>();

    void add(AggregateCall aggregate) {
        aggregates.add(aggregate);
    }

    void add(Output output, Uses ofOutput) {
        aggregates.addAll(ofOutput.aggregates);
        outputs.addAll(ofOutput.outputs);
        outputs.add(output);
    }

    List<AggregateCall> aggregates() {
        return new ArrayList<>(aggregates);
    }

    List<Output> outputs() {
        return new ArrayList<>(outputs);
    }
}

package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * One aggregate of a query, such as {@code sum(x)}: it knows which fields of a slice are its accumulator.
 *
 * <p>Slices are combined oldest first, so that order-dependent aggregates need no more than a time to be right. Nulls are
 * skipped, as in SQL; the aggregate of no value is null, except for counts.
 */
public interface Aggregate {

    /** Whether {@link #add} can take a value of this kind; asked for every argument before the first one is folded. */
    boolean accepts(Cell.Kind kind);

    /** What {@link #accepts} lets pass, for messages: "a number". */
    String expected();

    /** Folds one row's value, in order of arrival, into a slice. */
    void add(Accumulators slices, int slice, Cell value, long timestampMs);

    /** Folds a whole slice into another; the one added must not be older. What is added stays as it is. */
    void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice);

    void finish(Accumulators slices, int slice, Cell result);

    /** Allots the words and references of a slice to the aggregates of a query. */
    final class Fields {
        private final List<ReferenceKind> references = new ArrayList<>();
        private int words;

        /** For fields beside those of a layout. */
        public static Fields after(Accumulators.Layout layout) {
            Fields fields = new Fields();
            fields.words = layout.words();
            fields.references.addAll(layout.references());
            return fields;
        }

        int nextWord() {
            return words++;
        }

        int nextReference(ReferenceKind kind) {
            references.add(kind);
            return references.size() - 1;
        }

        public Accumulators.Layout layout() {
            return new Accumulators.Layout(words, references);
        }
    }
}

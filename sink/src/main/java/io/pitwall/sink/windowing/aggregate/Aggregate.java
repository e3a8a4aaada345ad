package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * One aggregate of a query, such as {@code sum(x)}: it knows which fields of a pane are its accumulator.
 *
 * <p>Panes are combined oldest first, so that order-dependent aggregates need no more than a time to be right. Nulls are
 * skipped, as in SQL; the aggregate of no value is null, except for counts.
 */
public interface Aggregate {

    /** Whether {@link #add} can take a value of this kind; asked for every argument before the first one is folded. */
    boolean accepts(Cell.Kind kind);

    /** What {@link #accepts} lets pass, for messages: "a number". */
    String expected();

    /** Folds one row's value, in order of arrival, into a pane. */
    void add(Accumulators panes, int pane, Cell value, long timestampMs);

    /** Folds a whole pane into another accumulator; the one added must not be older. */
    void combine(Accumulators into, int intoPane, Accumulators from, int fromPane);

    void finish(Accumulators accumulators, int pane, Cell result);

    /** Allots the words and references of a pane to the aggregates of a query. */
    final class Fields {
        private int words = 1; // word 0 counts the rows
        private int references;

        int nextWord() {
            return words++;
        }

        int nextReference() {
            return references++;
        }

        public Accumulators.Layout layout() {
            return new Accumulators.Layout(words, references);
        }
    }
}

package io.pitwall.sink.windowing.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of panes, each with the accumulators of all aggregates of a query side by side in flat arrays.
 *
 * <pre>
 * words       [ rows | field 0 | field 1 | … ]  one such group per pane; doubles as their raw bits
 * references  [ field 0 | … ]                   only for aggregates that keep texts
 * </pre>
 *
 * A cleared pane is all zero, and every aggregate reads zero as "nothing yet".
 */
public final class Accumulators {

    private static final Object[] NO_REFERENCES = {};

    private final int wordsPerPane;
    private final int referencesPerPane;
    private final long[] words;
    private final @Nullable Object[] references;

    public Accumulators(Layout layout, int panes) {
        wordsPerPane = layout.wordsPerPane();
        referencesPerPane = layout.referencesPerPane();
        words = new long[panes * wordsPerPane];
        references = referencesPerPane == 0 ? NO_REFERENCES : new Object[panes * referencesPerPane];
    }

    /** How many fields the aggregates of a query take in every pane, the row count included. */
    public record Layout(int wordsPerPane, int referencesPerPane) {}

    /** Rows folded into a pane; a pane without rows does not exist for windows, state or changelog. */
    public long rows(int pane) {
        return words[pane * wordsPerPane];
    }

    public void addRows(int pane, long count) {
        words[pane * wordsPerPane] += count;
    }

    public long word(int pane, int field) {
        return words[pane * wordsPerPane + field];
    }

    public void setWord(int pane, int field, long value) {
        words[pane * wordsPerPane + field] = value;
    }

    double number(int pane, int field) {
        return Double.longBitsToDouble(word(pane, field));
    }

    void setNumber(int pane, int field, double value) {
        setWord(pane, field, Double.doubleToRawLongBits(value));
    }

    public @Nullable Object reference(int pane, int field) {
        return references[pane * referencesPerPane + field];
    }

    public void setReference(int pane, int field, @Nullable Object value) {
        references[pane * referencesPerPane + field] = value;
    }

    public void clear(int pane) {
        Arrays.fill(words, pane * wordsPerPane, (pane + 1) * wordsPerPane, 0);
        Arrays.fill(references, pane * referencesPerPane, (pane + 1) * referencesPerPane, null);
    }

    public void copy(Accumulators from, int fromPane, int pane) {
        System.arraycopy(from.words, fromPane * wordsPerPane, words, pane * wordsPerPane, wordsPerPane);
        System.arraycopy(
                from.references, fromPane * referencesPerPane, references, pane * referencesPerPane, referencesPerPane);
    }
}

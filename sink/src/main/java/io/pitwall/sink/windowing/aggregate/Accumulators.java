package io.pitwall.sink.windowing.aggregate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of slices, each with the accumulators of all aggregates of a query side by side in flat arrays. A slice is any set of
 * rows that windows take whole: a pane, a session, the rows of one instant.
 *
 * <pre>
 * words       [ field 0 | field 1 | … ]  one such group per slice; doubles as their raw bits
 * references  [ field 0 | … ]            only for aggregates that keep more than numbers
 * occupied    [ 0 or 1 ]                 whether a row is in the slice
 * </pre>
 *
 * A cleared slice is all zero, and every aggregate reads zero as "nothing yet".
 */
public final class Accumulators {

    private static final Object[] NO_REFERENCES = {};
    /** The object itself and the headers of its three arrays. */
    private static final int ARRAYS_BYTES = 88;

    private static final int REFERENCE_BYTES = 4;

    private final Layout layout;
    private final int wordsPerSlice;
    private final int referencesPerSlice;
    private final long[] words;
    private final @Nullable Object[] references;
    private final byte[] occupied;

    public Accumulators(Layout layout, int slices) {
        this.layout = layout;
        wordsPerSlice = layout.words();
        referencesPerSlice = layout.references().size();
        words = new long[slices * wordsPerSlice];
        references = referencesPerSlice == 0 ? NO_REFERENCES : new Object[slices * referencesPerSlice];
        occupied = new byte[slices];
    }

    /** How many words the aggregates of a query take in every slice, and what kind of objects they keep there. */
    public record Layout(int words, List<ReferenceKind> references) {
        public Layout {
            references = List.copyOf(references);
        }
    }

    /** An estimate of what so many slices take on the heap, without what their references refer to. */
    public static long heapBytes(Layout layout, int slices) {
        return ARRAYS_BYTES + slices * sliceBytes(layout);
    }

    /** What one slice adds to that. */
    public static long sliceBytes(Layout layout) {
        return 1
                + (long) layout.words() * Long.BYTES
                + (long) layout.references().size() * REFERENCE_BYTES;
    }

    /** An estimate of what the references of a slice refer to. */
    public long referredBytes(int slice) {
        long bytes = 0;
        for (int field = 0; field < referencesPerSlice; field++) {
            Object referred = reference(slice, field);
            bytes += referred == null ? 0 : layout.references().get(field).heapBytes(referred);
        }
        return bytes;
    }

    /** Whether a row is in the slice; without one it does not exist for windows, state or changelog. */
    public boolean isOccupied(int slice) {
        return occupied[slice] != 0;
    }

    public void occupy(int slice) {
        occupied[slice] = 1;
    }

    public long word(int slice, int field) {
        return words[slice * wordsPerSlice + field];
    }

    public void setWord(int slice, int field, long value) {
        words[slice * wordsPerSlice + field] = value;
    }

    double number(int slice, int field) {
        return Double.longBitsToDouble(word(slice, field));
    }

    void setNumber(int slice, int field, double value) {
        setWord(slice, field, Double.doubleToRawLongBits(value));
    }

    public @Nullable Object reference(int slice, int field) {
        return references[slice * referencesPerSlice + field];
    }

    public void setReference(int slice, int field, @Nullable Object value) {
        references[slice * referencesPerSlice + field] = value;
    }

    public void clear(int slice) {
        Arrays.fill(words, slice * wordsPerSlice, (slice + 1) * wordsPerSlice, 0);
        Arrays.fill(references, slice * referencesPerSlice, (slice + 1) * referencesPerSlice, null);
        occupied[slice] = 0;
    }

    /** Takes a slice over from elsewhere, which must be cleared or forgotten: the two share what they refer to. */
    public void move(Accumulators from, int fromSlice, int slice) {
        copyWords(from, fromSlice, slice);
        System.arraycopy(
                from.references,
                fromSlice * referencesPerSlice,
                references,
                slice * referencesPerSlice,
                referencesPerSlice);
    }

    /** Makes a slice equal to one elsewhere; the two share nothing that either changes later. */
    public void copy(Accumulators from, int fromSlice, int slice) {
        copyWords(from, fromSlice, slice);
        for (int field = 0; field < referencesPerSlice; field++) {
            Object original = from.reference(fromSlice, field);
            setReference(
                    slice,
                    field,
                    original == null ? null : layout.references().get(field).copy(original));
        }
    }

    private void copyWords(Accumulators from, int fromSlice, int slice) {
        System.arraycopy(from.words, fromSlice * wordsPerSlice, words, slice * wordsPerSlice, wordsPerSlice);
        occupied[slice] = from.occupied[fromSlice];
    }
}

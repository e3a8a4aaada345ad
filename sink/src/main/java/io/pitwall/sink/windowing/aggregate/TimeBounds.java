package io.pitwall.sink.windowing.aggregate;

/** How many rows a slice has, and the least and greatest of their times. */
public final class TimeBounds {

    private final int rows;
    private final int least;
    private final int greatest;

    public TimeBounds(Aggregate.Fields fields) {
        rows = fields.nextWord();
        least = fields.nextWord();
        greatest = fields.nextWord();
    }

    public long rows(Accumulators slices, int slice) {
        return slices.word(slice, rows);
    }

    /** The least time, in ms, of a slice with rows. */
    public long leastMs(Accumulators slices, int slice) {
        return slices.word(slice, least);
    }

    /** The greatest time, in ms, of a slice with rows. */
    public long greatestMs(Accumulators slices, int slice) {
        return slices.word(slice, greatest);
    }

    /** Adds a row. */
    public void add(Accumulators slices, int slice, long timestampMs) {
        add(slices, slice, 1, timestampMs, timestampMs);
    }

    /** Adds the rows of another slice. */
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        add(into, intoSlice, rows(from, fromSlice), leastMs(from, fromSlice), greatestMs(from, fromSlice));
    }

    private void add(Accumulators slices, int slice, long newRows, long newLeastMs, long newGreatestMs) {
        long before = rows(slices, slice);
        slices.setWord(slice, rows, before + newRows);
        slices.setWord(slice, least, before == 0 ? newLeastMs : Math.min(newLeastMs, leastMs(slices, slice)));
        slices.setWord(
                slice, greatest, before == 0 ? newGreatestMs : Math.max(newGreatestMs, greatestMs(slices, slice)));
    }
}

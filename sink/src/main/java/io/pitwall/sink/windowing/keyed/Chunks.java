package io.pitwall.sink.windowing.keyed;

/**
 * How the positions of slices fall into state rows: runs of positions, or all in one row.
 *
 * @param shift    a chunk is 2^shift positions
 * @param slots    state rows that a key has for them
 * @param openSpan greatest distance between two positions that open windows need at once
 */
public record Chunks(int shift, int slots, long openSpan) {

    private static final int SMALLEST_SHIFT = 5;
    private static final int MOST_SLOTS = 64;
    /** All positions are one chunk. */
    private static final int WHOLE = 63;
    /** Before every position: times are within 2^53 ms of the epoch. */
    private static final long FIRST_OF_WHOLE = -(1L << 54);

    /** Enough chunks for positions that lie up to so far apart; at least 32 positions each. */
    public static Chunks spanning(long openSpan) {
        int shift = SMALLEST_SHIFT;
        while (slotsFor(openSpan, shift) > MOST_SLOTS) {
            shift++;
        }
        return new Chunks(shift, (int) slotsFor(openSpan, shift), openSpan);
    }

    /** A run of open positions can begin in the middle of a chunk, hence one slot more than it fills. */
    private static long slotsFor(long openSpan, int shift) {
        return ((openSpan + (1L << shift) - 1) >> shift) + 1;
    }

    /** One row for whatever positions a key has. */
    public static Chunks whole() {
        return new Chunks(WHOLE, 1, Long.MAX_VALUE);
    }

    long chunkOf(long position) {
        return shift == WHOLE ? 0 : position >> shift;
    }

    int slotOf(long position) {
        return slots == 1 ? 0 : (int) Math.floorMod(chunkOf(position), (long) slots);
    }

    /** The least position in a chunk. */
    long first(long chunk) {
        return shift == WHOLE ? FIRST_OF_WHOLE : chunk << shift;
    }

    /** A position counted from the first of its chunk; at least 0. */
    long offset(long position) {
        return position - first(chunkOf(position));
    }

    long position(long chunk, long offset) {
        return first(chunk) + offset;
    }

    /** The greatest chunk of a slot that is not beyond a position. */
    long newestIn(int slot, long position) {
        long chunk = chunkOf(position);
        return chunk - Math.floorMod(chunk - slot, (long) slots);
    }
}

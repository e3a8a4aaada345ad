package io.pitwall.source.http.deduplicate;

/**
 * Which numbers of a scope have been seen: exactly for the greatest one and the 63 before it, and below them for as far as
 * no gap was left behind.
 *
 * <pre>
 *        forgotten      │   all of them seen    │  as {@code seen} says   │  unseen
 *   ────────────────────┼───────────────────────┼─────────────────────────┼──────────►
 *                  completeFrom            highest - 63                highest
 * </pre>
 *
 * <p>The numbers below the first one of all were not seen either, so a gap is left behind where the window moves on from
 * them: a scope that begins with 100 takes 37 afterwards, and not 36. Numbers are any 64 bits; a distance between two of
 * them is an unsigned number.
 *
 * @param seen bit i: whether {@code highest - i} was seen; bit 0 always
 * @param completeFrom at most {@code highest - 63}, where that is a number at all
 */
record NumberWindow(long highest, long seen, long completeFrom) {

    static final int SIZE = Long.SIZE;

    static NumberWindow of(long first) {
        return new NumberWindow(first, 1, lowerEnd(first));
    }

    Sight sightOf(long number) {
        if (number > highest) {
            return Sight.UNSEEN;
        }
        long distance = highest - number;
        if (isWithinWindow(distance)) {
            return ((seen >>> distance) & 1) == 1 ? Sight.SEEN : Sight.UNSEEN;
        }
        return number >= completeFrom ? Sight.SEEN : Sight.FORGOTTEN;
    }

    /** The window with that number seen, too; it was unseen, or is in the window. */
    NumberWindow with(long number) {
        if (number > highest) {
            return movedTo(number);
        }
        if (!isWithinWindow(highest - number)) {
            throw new IllegalArgumentException("The window has moved past the number");
        }
        return new NumberWindow(highest, seen | (1L << (highest - number)), completeFrom);
    }

    private NumberWindow movedTo(long number) {
        long distance = number - highest;
        if (!isWithinWindow(distance)) {
            boolean isGapless = distance == SIZE && seen == -1L;
            return new NumberWindow(number, 1, isGapless ? completeFrom : lowerEnd(number));
        }
        return new NumberWindow(number, (seen << distance) | 1, completeFromWithout((int) distance));
    }

    /** @param leaving how many of the lowest numbers leave the window: 1 to 63 */
    private long completeFromWithout(int leaving) {
        long gaps = ~seen >>> (SIZE - leaving);
        // Bit 0 of the gaps is the greatest number that leaves.
        return gaps == 0 ? completeFrom : before(highest, SIZE - leaving + Long.numberOfTrailingZeros(gaps) - 1);
    }

    private static boolean isWithinWindow(long distance) {
        return Long.compareUnsigned(distance, SIZE) < 0;
    }

    private static long lowerEnd(long highest) {
        return before(highest, SIZE - 1);
    }

    /** The number that far below, or the least there is. */
    private static long before(long number, int distance) {
        return number < Long.MIN_VALUE + distance ? Long.MIN_VALUE : number - distance;
    }
}

package io.pitwall.sink.windowing.keyed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The live keys, by key.
 *
 * <p>Open addressing with linear probing at most half full; a removal shifts the entries behind it back (Knuth, TAOCP 3,
 * 6.4, algorithm R), so there are no tombstones to clean. The high bits of a hash choose the place, so that the table is
 * sorted by hash from one gap to the next, however large it is: which keys lie below a hash can be told without a list.
 *
 * <pre>
 * place     0     1     2     3     4     5     6     7
 * entry    [d7]  (gap) [a2]  [b2]  [c3]  (gap) [e6]  [f6]     d has overflowed from place 7
 * </pre>
 */
final class KeyTable {

    private static final int SMALLEST = 64;
    private static final int REFERENCE_BYTES = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Makes the state of a key that is seen for the first time. */
    interface Maker {
        KeyState make(byte[] key, int hash);
    }

    private final Maker maker;
    private @Nullable KeyState[] table = new KeyState[SMALLEST];
    /** What leaves as many of the high bits of a hash as a place has. */
    private int shift = shiftFor(SMALLEST);

    private int size;
    /** Where the next {@link #sweep} goes on. */
    private int hand;

    KeyTable(Maker maker) {
        this.maker = maker;
    }

    int size() {
        return size;
    }

    /** What the table itself takes on the heap. */
    long heapBytes() {
        return (long) REFERENCE_BYTES * table.length;
    }

    /** The state of a key, if it is live. */
    @Nullable
    KeyState find(byte[] key) {
        return table[placeOf(key, hash(key))];
    }

    /** The state of a key, made when it is new. The array is kept. */
    KeyState findOrAdd(byte[] key) {
        int hash = hash(key);
        int place = placeOf(key, hash);
        KeyState found = table[place];
        return found == null ? add(maker.make(key, hash), place) : found;
    }

    private static int shiftFor(int places) {
        return Integer.numberOfLeadingZeros(places - 1);
    }

    /** Where a key is, or would be. */
    private int placeOf(byte[] key, int hash) {
        int mask = table.length - 1;
        int place = hash >>> shift;
        for (KeyState state = table[place]; state != null; state = table[place]) {
            if (state.hash == hash && Arrays.equals(state.key, key)) {
                return place;
            }
            place = (place + 1) & mask;
        }
        return place;
    }

    private KeyState add(KeyState state, int place) {
        table[place] = state;
        size++;
        if (size * 2 > table.length) {
            resize(table.length * 2);
        }
        return state;
    }

    private void resize(int capacity) {
        @Nullable KeyState[] entries = table;
        table = new KeyState[capacity];
        shift = shiftFor(capacity);
        for (KeyState state : entries) {
            if (state != null) {
                table[placeOf(state.key, state.hash)] = state;
            }
        }
    }

    /** Removes a live key. */
    void remove(KeyState state) {
        int hole = placeOf(state.key, state.hash);
        int mask = table.length - 1;
        for (int at = (hole + 1) & mask; ; at = (at + 1) & mask) {
            KeyState next = table[at];
            if (next == null) {
                break;
            }
            boolean isReachableFromHole = ((at - (next.hash >>> shift)) & mask) >= ((at - hole) & mask);
            if (isReachableFromHole) {
                table[hole] = next;
                hole = at;
            }
        }
        table[hole] = null;
        size--;
        if (size * 8 < table.length && table.length > SMALLEST) {
            resize(table.length / 2);
        }
    }

    /** Every live key once. The visitor may remove the one it is given, and add none. */
    void forEach(Consumer<KeyState> visitor) {
        var unused = forEachBelow(KeyState.ALL, visitor, () -> false);
    }

    /**
     * Visits the keys whose {@link KeyState#order} is below a bound, the greatest first, until that is enough; asked at every
     * gap. The visitor may remove the key it is given, and add none.
     *
     * @return the bound to go on with; 0 once all are visited
     */
    long forEachBelow(long bound, Consumer<KeyState> visitor, BooleanSupplier isEnough) {
        if (bound == 0) {
            return 0;
        }
        // Backwards: a removal shifts only what was visited. After a resize these entries still hold the rest.
        Walk walk = new Walk(table, shift, bound, visitor);
        int place = walk.firstGapFrom((int) ((bound - 1) >>> shift));
        if (place == table.length) {
            walk.visitOverflow();
            place--;
        }
        for (; place > walk.firstGap; place--) {
            if (!walk.isGap(place)) {
                walk.visit(place);
            } else if (isEnough.getAsBoolean()) {
                return walk.boundAt(place);
            }
        }
        if (isEnough.getAsBoolean()) {
            return walk.boundAt(walk.firstGap);
        }
        walk.visitBeforeFirstGap();
        return 0;
    }

    /** The entries as they were when a visit of all began. */
    private static final class Walk {
        private final @Nullable KeyState[] entries;
        private final int shift;
        private final long bound;
        private final Consumer<KeyState> visitor;
        /** What lies before it belongs there or has overflowed from the end. */
        private final int firstGap;

        Walk(@Nullable KeyState[] entries, int shift, long bound, Consumer<KeyState> visitor) {
            this.entries = entries;
            this.shift = shift;
            this.bound = bound;
            this.visitor = visitor;
            firstGap = firstGapFrom(0);
        }

        /** The number of places if there is none. */
        int firstGapFrom(int place) {
            int gap = place;
            while (gap < entries.length && entries[gap] != null) {
                gap++;
            }
            return gap;
        }

        boolean isGap(int place) {
            return entries[place] == null;
        }

        void visit(int place) {
            visitIf(place, true);
        }

        void visitOverflow() {
            for (int place = firstGap - 1; place >= 0; place--) {
                visitIf(place, isOverflow(place));
            }
        }

        void visitBeforeFirstGap() {
            for (int place = firstGap - 1; place >= 0; place--) {
                visitIf(place, !isOverflow(place));
            }
        }

        private void visitIf(int place, boolean isMeant) {
            KeyState state = entries[place];
            if (isMeant && state != null && state.order() < bound) {
                visitor.accept(state);
            }
        }

        private boolean isOverflow(int place) {
            KeyState state = entries[place];
            return state != null && state.hash >>> shift > place;
        }

        /** No key has a hash that would lie in a gap. */
        long boundAt(int gap) {
            return Math.min(bound, (gap + 1L) << shift);
        }
    }

    /**
     * Offers keys for removal, going round the table from where the last sweep ended, until it is enough; no key more than
     * about twice. The visitor may remove the one it is given, and add none.
     */
    void sweep(BooleanSupplier isEnough, Consumer<KeyState> visitor) {
        for (int steps = 2 * table.length; steps > 0 && !isEnough.getAsBoolean(); steps--) {
            // Backwards, since a removal shifts what lies behind it.
            hand = (hand - 1) & (table.length - 1);
            KeyState state = table[hand];
            if (state != null) {
                visitor.accept(state);
            }
        }
    }

    /** Whether a live key meets a condition; looks no further than the first that does. */
    boolean anyMatch(Predicate<KeyState> condition) {
        for (KeyState state : table) {
            if (state != null && condition.test(state)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Eight bytes at a time: byte by byte, the hash of a UUID would take as long as all else that a row needs. Never to change:
     * an unfinished advance says which keys it has visited by their hashes.
     */
    static int hash(byte[] key) {
        long hash = key.length;
        int at = 0;
        for (; at <= key.length - Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(key, at));
        }
        for (; at < key.length; at++) {
            hash = hash * 31 + key[at];
        }
        return (int) mix(hash);
    }

    /** Half of the finaliser of MurmurHash3: spreads every bit over the low half. */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 32) * 0xff51afd7ed558ccdL;
        return mixed ^ mixed >>> 32;
    }
}

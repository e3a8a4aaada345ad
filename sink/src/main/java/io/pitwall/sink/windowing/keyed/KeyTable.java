package io.pitwall.sink.windowing.keyed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The live keys, by key.
 *
 * <p>Open addressing with linear probing at most half full; a removal shifts the entries behind it back (Knuth, TAOCP 3,
 * 6.4, algorithm R), so there are no tombstones to clean.
 */
final class KeyTable {

    private static final int SMALLEST = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Makes the state of a key that is seen for the first time. */
    interface Maker {
        KeyState make(byte[] key, int hash);
    }

    private final Maker maker;
    private @Nullable KeyState[] table = new KeyState[SMALLEST];
    private int size;

    KeyTable(Maker maker) {
        this.maker = maker;
    }

    int size() {
        return size;
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

    /** Where a key is, or would be. */
    private int placeOf(byte[] key, int hash) {
        int mask = table.length - 1;
        int place = hash & mask;
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
            boolean isReachableFromHole = ((at - (next.hash & mask)) & mask) >= ((at - hole) & mask);
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

    /** Every live key once, in no particular order. The visitor may remove the one it is given, and add none. */
    void forEach(Consumer<KeyState> visitor) {
        @Nullable KeyState[] entries = table;
        int mask = entries.length - 1;
        int gap = 0;
        while (entries[gap] != null) {
            gap++;
        }
        // Backwards from a gap: a removal shifts only what was visited. After a resize the old table still holds the
        // rest.
        for (int step = 1; step < entries.length; step++) {
            KeyState state = entries[(gap - step) & mask];
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

    /** Eight bytes at a time: byte by byte, the hash of a UUID would take as long as all else that a row needs. */
    private static int hash(byte[] key) {
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

    /** Half of the finaliser of MurmurHash3, since only the low bits choose the place. */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 32) * 0xff51afd7ed558ccdL;
        return mixed ^ mixed >>> 32;
    }
}

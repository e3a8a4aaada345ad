package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The live keys: a hash table to find one, and a dense array to visit all.
 *
 * <p>Open addressing with linear probing at most half full; a removal shifts the entries behind it back (Knuth, TAOCP 3,
 * 6.4, algorithm R), so there are no tombstones to clean. Hashes lie in an array of their own: a probe that misses never
 * touches the key.
 */
final class KeyTable {

    private final Accumulators.Layout layout;
    private int[] hashes = new int[64];
    private @Nullable KeyState[] table = new KeyState[64];
    private @Nullable KeyState[] live = new KeyState[32];
    private int size;

    KeyTable(Accumulators.Layout layout) {
        this.layout = layout;
    }

    int size() {
        return size;
    }

    /** A live key by position; positions of later keys change when one is removed. */
    KeyState get(int index) {
        return live[index];
    }

    /** The state of a key, created when it is new. The array is kept. */
    KeyState getOrAdd(byte[] key) {
        int hash = hash(key);
        int mask = table.length - 1;
        for (int at = hash & mask; ; at = (at + 1) & mask) {
            KeyState state = table[at];
            if (state == null) {
                return add(new KeyState(key, hash, layout), at);
            }
            if (hashes[at] == hash && Arrays.equals(state.key, key)) {
                return state;
            }
        }
    }

    private KeyState add(KeyState state, int at) {
        if (size == live.length) {
            live = Arrays.copyOf(live, size * 2);
        }
        state.index = size;
        live[size++] = state;
        if (size * 2 > table.length) {
            rehash(table.length * 2);
        } else {
            put(state, at);
        }
        return state;
    }

    private void put(KeyState state, int at) {
        table[at] = state;
        hashes[at] = state.hash;
    }

    private void rehash(int capacity) {
        table = new KeyState[capacity];
        hashes = new int[capacity];
        for (int i = 0; i < size; i++) {
            int at = live[i].hash & (capacity - 1);
            while (table[at] != null) {
                at = (at + 1) & (capacity - 1);
            }
            put(live[i], at);
        }
    }

    /** Removes a live key; the last one takes its position. */
    void remove(KeyState state) {
        KeyState moved = live[--size];
        live[state.index] = moved;
        moved.index = state.index;
        live[size] = null;
        shiftBack(positionOf(state));
    }

    private int positionOf(KeyState state) {
        int at = state.hash & (table.length - 1);
        while (table[at] != state) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    private void shiftBack(int hole) {
        int mask = table.length - 1;
        for (int at = (hole + 1) & mask; ; at = (at + 1) & mask) {
            KeyState state = table[at];
            if (state == null) {
                table[hole] = null;
                return;
            }
            boolean isReachableFromHole = ((at - (state.hash & mask)) & mask) >= ((at - hole) & mask);
            if (isReachableFromHole) {
                put(state, hole);
                hole = at;
            }
        }
    }

    /** Polynomial over the bytes, then the finaliser of MurmurHash3, since only the low bits choose the place. */
    private static int hash(byte[] key) {
        int hash = Arrays.hashCode(key);
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }
}

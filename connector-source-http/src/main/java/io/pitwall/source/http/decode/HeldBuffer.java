package io.pitwall.source.http.decode;

import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;
import java.util.Arrays;

/** Bytes that arrive piece by piece, in one array. */
final class HeldBuffer {

    private static final byte[] NOTHING = {};

    private final HeldBytes held;
    private final int expectedBytes;
    private byte[] bytes = NOTHING;
    private int length;

    /** @param expectedBytes size of the first array, unless the first piece is greater */
    HeldBuffer(HeldBytes held, long expectedBytes) {
        this.held = held;
        this.expectedBytes = (int) Math.min(expectedBytes, Integer.MAX_VALUE - 8);
    }

    void append(byte[] chunk, int offset, int chunkLength) throws OverBudget {
        int needed = Math.addExact(length, chunkLength);
        if (needed > bytes.length) {
            grow(needed);
        }
        System.arraycopy(chunk, offset, bytes, length, chunkLength);
        length = needed;
    }

    private void grow(int needed) throws OverBudget {
        int capacity = Math.max(needed, bytes.length == 0 ? expectedBytes : doubled(bytes.length));
        if (!held.tryHold(capacity)) {
            capacity = needed;
            held.hold(capacity);
        }
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, capacity);
        held.giveBack(before);
    }

    private static int doubled(int capacity) {
        return (int) Math.min(2L * capacity, Integer.MAX_VALUE - 8);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Gives up the room that is not used, where it is worth a copy. */
    void trim() throws OverBudget {
        if (length < bytes.length - bytes.length / 8) {
            int before = bytes.length;
            held.hold(length);
            bytes = Arrays.copyOf(bytes, length);
            held.giveBack(before);
        }
    }

    /** Forgets the bytes; the array is now somebody else's, who has to give it back. */
    void handOver() {
        bytes = NOTHING;
        length = 0;
    }

    void clear() {
        held.giveBack(bytes.length);
        handOver();
    }
}

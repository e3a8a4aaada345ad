package io.pitwall.sink.windowing.aggregate;

import java.nio.ByteBuffer;

/** Integers in as few bytes as they need: 7 bits a byte, the least significant first, all but the last with the top bit set. */
final class VarLong {

    static final int MOST_BYTES = 10;

    private VarLong() {}

    /** Small for what is not negative. */
    static void put(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    static long get(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        long next;
        do {
            next = in.get();
            value |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    /** Small for what is near zero: 0, −1, 1, −2 become 0, 1, 2, 3. */
    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }
}

package io.pitwall.sink.windowing.keyed;

import java.nio.ByteBuffer;

/** Unsigned integers in groups of seven bits, the lowest first; the top bit of a byte says that another follows (LEB128). */
final class Varint {

    private static final int MORE = 0x80;

    private Varint() {}

    static long get(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte group = in.get();
            value |= (long) (group & (MORE - 1)) << shift;
            if ((group & MORE) == 0) {
                return value;
            }
        }
    }

    /** Writes at most ten bytes from an index on; returns the index after them. */
    static int put(byte[] out, int at, long value) {
        int index = at;
        long rest = value;
        while ((rest & -MORE) != 0) {
            out[index++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        out[index++] = (byte) rest;
        return index;
    }
}

package io.pitwall.sink.windowing.aggregate;

import java.nio.ByteBuffer;

/** Unsigned integers in groups of seven bits, the lowest first; the top bit of a byte says that another follows (LEB128). */
public final class Varint {

    public static final int MOST_BYTES = 10;

    private static final int MORE = 0x80;

    private Varint() {}

    public static long get(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte group = in.get();
            value |= (long) (group & (MORE - 1)) << shift;
            if ((group & MORE) == 0) {
                return value;
            }
        }
    }

    /** Writes at most {@link #MOST_BYTES} from an index on; returns the index after them. */
    public static int put(byte[] out, int at, long value) {
        int index = at;
        long rest = value;
        while ((rest & -MORE) != 0) {
            out[index++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        out[index++] = (byte) rest;
        return index;
    }

    /** An unsigned integer that is small for what is near zero: 0, −1, 1, −2 become 0, 1, 2, 3. */
    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }
}

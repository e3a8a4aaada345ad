package io.pitwall.transforms.row;

import java.nio.ByteBuffer;

/** Bytes in the two forms that Connect data has them in. */
public final class RawBytes {

    private RawBytes() {}

    /** What is left in a buffer, copied; the buffer stays as it is, since it belongs to the record. */
    public static byte[] of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}

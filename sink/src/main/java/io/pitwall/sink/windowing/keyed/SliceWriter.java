package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Varint;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow as they are written; big endian. */
final class SliceWriter {

    private ByteBuffer out = ByteBuffer.allocate(128);

    void putByte(byte value) {
        reserve(Byte.BYTES).put(value);
    }

    void putLong(long value) {
        reserve(Long.BYTES).putLong(value);
    }

    void putVarint(long value) {
        reserve(Varint.MOST_BYTES);
        out.position(Varint.put(out.array(), out.position(), value));
    }

    void putBytes(byte[] bytes) {
        reserve(bytes.length).put(bytes);
    }

    private ByteBuffer reserve(int bytes) {
        if (out.remaining() < bytes) {
            int length = Math.max(out.capacity() * 2, out.position() + bytes);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), length)).position(out.position());
        }
        return out;
    }

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }
}

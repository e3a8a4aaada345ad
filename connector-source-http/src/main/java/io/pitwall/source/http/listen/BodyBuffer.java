package io.pitwall.source.http.listen;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** The part of a body that has arrived. Its owner bounds it. */
final class BodyBuffer {

    private static final int INITIAL_BYTES = 4_096;

    private byte[] bytes;
    private int length;

    /** @param announcedBytes 0 where the length is not known */
    BodyBuffer(int announcedBytes) {
        bytes = new byte[announcedBytes];
    }

    void append(Buffer chunk) {
        int needed = length + chunk.length();
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(INITIAL_BYTES, 2 * bytes.length)));
        }
        chunk.getBytes(bytes, length);
        length = needed;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}

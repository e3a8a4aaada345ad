package io.pitwall.source.http.decode.inflate;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens compressed bodies. A stream fails with an {@code IOException} where the body breaks off, is corrupt, or is
 * followed by anything else; it holds native memory until it is closed.
 */
public final class Inflation {

    /** 8 MiB, the greatest window an HTTP client may use (RFC 9659), and what a stream takes of native memory. */
    private static final int ZSTD_MAX_WINDOW_LOG = 23;

    private Inflation() {}

    public static InputStream gzip(byte[] body, int length) {
        return new GzipMembers(body, length);
    }

    /** The library is the worker's own: the Kafka clients bring it. */
    public static InputStream zstd(byte[] body, int length) throws IOException {
        return new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(body, 0, length), RecyclingBufferPool.INSTANCE)
                .setLongMax(ZSTD_MAX_WINDOW_LOG);
    }
}

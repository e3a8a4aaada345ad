package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonPointer;
import io.pitwall.source.http.decode.RefusedBodyException.TooLarge;
import io.pitwall.source.http.decode.RefusedBodyException.Undecodable;
import io.pitwall.source.http.decode.inflate.Inflation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * A compressed body: kept as it arrives, and inflated when it is complete, chunk by chunk. A connection that is slow
 * therefore holds no decompressor, and a bomb is inflated no further than the limit.
 */
final class CompressedBody implements Body {

    private static final int CHUNK_BYTES = 16 * 1024;

    private final ContentCoding coding;
    private final long maxBodyBytes;
    private final HeldBuffer compressed;
    private final Body plain;

    CompressedBody(ContentCoding coding, long maxBodyBytes, HeldBuffer compressed, Body plain) {
        this.coding = coding;
        this.maxBodyBytes = maxBodyBytes;
        this.compressed = compressed;
        this.plain = plain;
    }

    @Override
    public void append(byte[] chunk, int offset, int length) throws RefusedBodyException {
        compressed.append(chunk, offset, length);
    }

    @Override
    public DecodedBody finish() throws RefusedBodyException {
        if (compressed.length() > 0) {
            inflate();
            compressed.clear();
        }
        return plain.finish();
    }

    private void inflate() throws RefusedBodyException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long inflatedBytes = 0;
        try (InputStream inflated = open()) {
            int length = inflated.read(chunk);
            while (length >= 0) {
                inflatedBytes += length;
                if (inflatedBytes > maxBodyBytes) {
                    throw new TooLarge(maxBodyBytes);
                }
                plain.append(chunk, 0, length);
                length = inflated.read(chunk);
            }
        } catch (IOException e) {
            throw new Undecodable(List.of(new Violation(
                    0,
                    JsonPointer.empty().toString(),
                    "The body is not whole " + coding.name().toLowerCase(Locale.ROOT)
                            + ": it breaks off, is corrupt, or is followed by something else.")));
        }
    }

    private InputStream open() throws IOException {
        return switch (coding) {
            case GZIP -> Inflation.gzip(compressed.bytes(), compressed.length());
            case ZSTD -> Inflation.zstd(compressed.bytes(), compressed.length());
            case IDENTITY -> throw new IllegalStateException("A body without coding is not compressed");
        };
    }
}

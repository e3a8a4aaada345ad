package io.pitwall.source.http.decode;

import io.pitwall.source.http.decode.RefusedBodyException.TooLarge;

/**
 * One body on its way in, chunk by chunk. Not thread-safe.
 *
 * <p>Ends with {@link #finish}, with the first exception, or with {@link #close}; ended otherwise than with rows, it has
 * given everything back to the budget, what was reserved before it began included.
 */
public final class BodyReader implements AutoCloseable {

    private final Body body;
    private final HeldBytes held;
    private final long maxBodyBytes;
    private long arrivedBytes;
    private boolean hasEnded;

    BodyReader(Body body, HeldBytes held, long maxBodyBytes) {
        this.body = body;
        this.held = held;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Takes {@code chunk[offset, offset + length)}; keeps no reference to it. */
    public void append(byte[] chunk, int offset, int length) throws RefusedBodyException {
        requireOpen();
        try {
            arrivedBytes += length;
            if (arrivedBytes > maxBodyBytes) {
                throw new TooLarge(maxBodyBytes);
            }
            body.append(chunk, offset, length);
        } catch (RefusedBodyException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The rows of the complete body. No bytes, or white space only, are no rows. */
    public DecodedBody finish() throws RefusedBodyException {
        requireOpen();
        try {
            DecodedBody decoded = body.finish();
            hasEnded = true;
            return decoded;
        } catch (RefusedBodyException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void requireOpen() {
        if (hasEnded) {
            throw new IllegalStateException("The body has ended already");
        }
    }

    /** Gives the body up, unless it has ended. */
    @Override
    public void close() {
        if (!hasEnded) {
            hasEnded = true;
            held.giveBackAll();
        }
    }
}

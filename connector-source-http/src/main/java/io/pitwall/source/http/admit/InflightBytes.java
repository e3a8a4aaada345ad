package io.pitwall.source.http.admit;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the requests that are admitted and not yet committed or refused; never more than its bound. A part of it
 * has a bound of its own, and what is in the part counts in the whole as well. Thread-safe.
 */
public final class InflightBytes {

    private final long maxBytes;
    private final @Nullable InflightBytes whole;
    private final AtomicLong reservedBytes = new AtomicLong();

    public InflightBytes(long maxBytes) {
        this(maxBytes, null);
    }

    private InflightBytes(long maxBytes, @Nullable InflightBytes whole) {
        this.maxBytes = maxBytes;
        this.whole = whole;
    }

    /** A part of this, with the bound for it. */
    InflightBytes part(long maxPartBytes) {
        return new InflightBytes(maxPartBytes, this);
    }

    /** Counts the bytes here and in the whole, or in neither. */
    boolean tryReserve(long bytes) {
        // The part first: a client that is over its own bound does not touch what all others count on.
        if (!tryReserveHere(bytes)) {
            return false;
        }
        if (whole == null || whole.tryReserve(bytes)) {
            return true;
        }
        reservedBytes.addAndGet(-bytes);
        return false;
    }

    private boolean tryReserveHere(long bytes) {
        long before = reservedBytes.get();
        while (bytes <= maxBytes - before) {
            if (reservedBytes.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = reservedBytes.get();
        }
        return false;
    }

    void release(long bytes) {
        reservedBytes.addAndGet(-bytes);
        if (whole != null) {
            whole.release(bytes);
        }
    }

    public long reservedBytes() {
        return reservedBytes.get();
    }
}

package io.pitwall.source.http.admit;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all requests of one task that are admitted and not yet committed or refused; never more than its bound. Thread-safe. */
public final class InflightBytes {

    private final long maxBytes;
    private final AtomicLong reservedBytes = new AtomicLong();

    public InflightBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean tryReserve(long bytes) {
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
    }

    public long reservedBytes() {
        return reservedBytes.get();
    }
}

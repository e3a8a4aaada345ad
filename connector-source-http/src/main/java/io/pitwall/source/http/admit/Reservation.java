package io.pitwall.source.http.admit;

/** The part of the {@link InflightBytes} that one request holds. Not thread-safe: its request guards it. */
public final class Reservation {

    private final InflightBytes inflight;
    private final Runnable onRelease;
    private long bytes;
    private boolean isReleased;

    public Reservation(InflightBytes inflight) {
        this(inflight, () -> {});
    }

    /** @param onRelease called once, when the request holds nothing any more and will not again */
    Reservation(InflightBytes inflight, Runnable onRelease) {
        this.inflight = inflight;
        this.onRelease = onRelease;
    }

    /** Adds to what is held, all or nothing; nothing once it is released. */
    public boolean tryGrow(long moreBytes) {
        if (isReleased || !inflight.tryReserve(moreBytes)) {
            return false;
        }
        bytes += moreBytes;
        return true;
    }

    /** Gives back some of what is held. */
    public void shrink(long fewerBytes) {
        if (fewerBytes < 0 || fewerBytes > bytes) {
            throw new IllegalArgumentException(
                    "Expected to give back at most the " + bytes + " bytes held; found " + fewerBytes);
        }
        inflight.release(fewerBytes);
        bytes -= fewerBytes;
    }

    public long bytes() {
        return bytes;
    }

    /** Gives everything back, for good; calling it again changes nothing. */
    public void release() {
        if (!isReleased) {
            isReleased = true;
            inflight.release(bytes);
            bytes = 0;
            onRelease.run();
        }
    }
}

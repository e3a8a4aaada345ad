package io.pitwall.source.http.admit;

/** The part of the {@link InflightBytes} that one request holds. Not thread-safe: its request guards it. */
public final class Reservation {

    private final InflightBytes inflight;
    private long bytes;

    public Reservation(InflightBytes inflight) {
        this.inflight = inflight;
    }

    /** Adds to what is held, all or nothing. */
    public boolean tryGrow(long moreBytes) {
        if (!inflight.tryReserve(moreBytes)) {
            return false;
        }
        bytes += moreBytes;
        return true;
    }

    /** Gives back a part of what is held. */
    public void shrink(long fewerBytes) {
        inflight.release(fewerBytes);
        bytes -= fewerBytes;
    }

    /** Gives everything back; calling it again changes nothing. */
    public void release() {
        inflight.release(bytes);
        bytes = 0;
    }
}

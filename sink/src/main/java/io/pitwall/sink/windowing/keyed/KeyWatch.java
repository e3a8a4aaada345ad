package io.pitwall.sink.windowing.keyed;

/** What a {@link KeyStore} must be told of a key before it lets it out of the heap, and whom it tells when it is back. */
public interface KeyWatch {

    /** No time ever. */
    long NEVER = Long.MAX_VALUE;

    /** When a key must be looked at for a reason: until then that would change nothing. {@link #NEVER} if not at all. */
    long dueMs(Reason reason, KeyState state);

    /** Whether a window of the key is still to be closed by time. */
    boolean hasOpenWindows(KeyState state);

    /**
     * A key is back, with the slices of its rows; some may be of no more use.
     *
     * @param closesAtMs when it was {@linkplain #dueMs due} for {@link Reason#CLOSING}
     */
    void loaded(KeyState state, long closesAtMs);

    /** Keys have left the heap: see {@link KeyState#isEvicted}. */
    void evicted();
}

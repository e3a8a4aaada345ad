package io.pitwall.sink.windowing.keyed;

/** A time at which to see whether windows of a key close. A key may have had several; {@link KeyState#due} counts. */
public final class Due {

    private final long atMs;
    private final KeyState state;

    public Due(long atMs, KeyState state) {
        this.atMs = atMs;
        this.state = state;
    }

    public long atMs() {
        return atMs;
    }

    public KeyState state() {
        return state;
    }
}

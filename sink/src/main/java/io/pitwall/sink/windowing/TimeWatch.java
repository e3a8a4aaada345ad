package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyWatch;
import io.pitwall.sink.windowing.keyed.Reason;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What time has to do with keys that leave the heap and come back. */
final class TimeWatch implements KeyWatch {

    private final WindowKind kind;
    private final Closing closing;
    private final Lifetime lifetime;
    private final Optional<Updates> updates;
    private final LongSupplier streamTimeMs;

    TimeWatch(
            WindowKind kind, Closing closing, Lifetime lifetime, Optional<Updates> updates, LongSupplier streamTimeMs) {
        this.kind = kind;
        this.closing = closing;
        this.lifetime = lifetime;
        this.updates = updates;
        this.streamTimeMs = streamTimeMs;
    }

    @Override
    public long dueMs(Reason reason, KeyState state) {
        return switch (reason) {
            case CLOSING -> closing.dueMs(state);
            case LIFETIME -> lifetime.dueMs(state, streamTimeMs.getAsLong());
        };
    }

    @Override
    public boolean hasOpenWindows(KeyState state) {
        return kind.hasOpenWindows(state, closing.clockMs(state, streamTimeMs.getAsLong()));
    }

    @Override
    public void loaded(KeyState state, long closesAtMs) {
        closing.loaded(state, closesAtMs, streamTimeMs.getAsLong());
        updates.ifPresent(present -> present.loaded(state));
    }

    @Override
    public void evicted() {
        closing.evicted();
        updates.ifPresent(Updates::evicted);
    }
}

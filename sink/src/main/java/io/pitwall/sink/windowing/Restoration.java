package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Putting back what was persisted of an engine, key by key, so that not all keys have to be in the heap at a time. */
final class Restoration {

    private final KeyStore keys;
    private final Advance advance;
    private final Closing closing;
    private final Lifetime lifetime;
    private final Optional<Updates> updates;
    private final long streamTimeMs;
    private boolean hasBegun;
    /** Whose rows are coming in. */
    private @Nullable KeyState latest;

    Restoration(
            KeyStore keys,
            Advance advance,
            Closing closing,
            Lifetime lifetime,
            Optional<Updates> updates,
            long streamTimeMs) {
        this.keys = keys;
        this.advance = advance;
        this.closing = closing;
        this.lifetime = lifetime;
        this.updates = updates;
        this.streamTimeMs = streamTimeMs;
        advance.restoreStreamTime(streamTimeMs);
    }

    void row(byte[] rowKey, byte[] value) {
        if (AdvanceRow.isKey(rowKey)) {
            advance.restore(value);
            return;
        }
        begin();
        KeyState state = keys.restore(rowKey, value);
        if (state != latest) {
            completeLatest();
            latest = state;
        }
    }

    /** Once it is known how far an advance has come. */
    private void begin() {
        if (!hasBegun) {
            hasBegun = true;
            closing.begin(streamTimeMs);
        }
    }

    private void completeLatest() {
        KeyState state = latest;
        if (state == null) {
            return;
        }
        closing.restored(state, streamTimeMs);
        updates.ifPresent(present -> present.restored(state));
        // Not amid an advance, whose windows are still to close. Not by its time to live: that is looked at when stream
        // time
        // moves, whether restarts fall in between or not.
        if (!advance.isUnderWay()) {
            lifetime.forgetIfNothingMatters(state, streamTimeMs);
        }
    }

    void end() {
        begin();
        completeLatest();
        keys.restored();
    }
}

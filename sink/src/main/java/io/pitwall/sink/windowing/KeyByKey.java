package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Windows that each key's own rows close: a phone whose clock is ahead closes nobody else's. A key's clock is never more than
 * the time to live behind stream time, so that the windows of a silent key close at last, and a key that was forgotten cannot
 * begin a window again that it has given out.
 */
final class KeyByKey implements Closing {

    private final WindowKind kind;
    private final KeyStore keys;
    private final long stateTtlMs;
    private final WindowKind.Visitor visitor;
    private final Consumer<KeyState> afterwards;

    KeyByKey(
            WindowKind kind,
            KeyStore keys,
            long stateTtlMs,
            WindowKind.Visitor visitor,
            Consumer<KeyState> afterwards) {
        this.kind = kind;
        this.keys = keys;
        this.stateTtlMs = stateTtlMs;
        this.visitor = visitor;
        this.afterwards = afterwards;
    }

    @Override
    public long clockMs(@Nullable KeyState state, long streamTimeMs) {
        long leastMs = stateTtlMs == EngineSettings.NEVER ? -Windows.MAX_TIME_MS * 2 : streamTimeMs - stateTtlMs;
        KeyFacts facts = state == null ? null : state.knownFacts();
        return facts == null ? leastMs : Math.max(leastMs, facts.clockMs());
    }

    @Override
    public void begin(long streamTimeMs) {}

    @Override
    public void streamTimeMoved(long fromMs, long toMs) {}

    @Override
    public void rowComes(KeyState state, long timestampMs, long streamTimeMs) {
        if (timestampMs > state.facts().clockMs()) {
            moveClock(state, clockMs(state, streamTimeMs), timestampMs);
        }
    }

    private void moveClock(KeyState state, long fromMs, long toMs) {
        state.facts().setClockMs(toMs);
        keys.noteFacts(state);
        kind.close(state, fromMs, Math.max(fromMs, toMs), visitor);
    }

    @Override
    public void rowEntered(KeyState state, long position, long clockMs) {}

    @Override
    public void timePassed(long fromMs, long toMs) {
        keys.forEach(state -> {
            long clockMs = clockMs(state, fromMs);
            if (kind.hasOpenWindows(state, clockMs)) {
                moveClock(state, clockMs, clockMs + (toMs - fromMs));
            }
            afterwards.accept(state);
        });
    }

    @Override
    public void closeOutlived(KeyState state, long streamTimeMs, long timeToLiveMs) {
        long ownMs = state.facts().clockMs();
        long leastMs = streamTimeMs - timeToLiveMs;
        if (leastMs > ownMs) {
            moveClock(state, ownMs, leastMs);
        }
    }

    @Override
    public void restored(KeyState state, long streamTimeMs) {
        kind.dropClosed(state, clockMs(state, streamTimeMs));
    }
}

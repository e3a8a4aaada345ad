package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Windows that each key's own rows close: a phone whose clock is ahead closes nobody else's. A key's clock is never more than
 * the time to live behind stream time, so that the windows of a silent key close at last, and a key that was forgotten cannot
 * begin a window again that it has given out.
 *
 * <p>Every live key has a clock, and its windows are closed exactly through it. What the time to live adds to it is added when
 * the key is looked at next.
 */
final class KeyByKey implements Closing {

    private final WindowKind kind;
    private final KeyStore keys;
    private final long stateTtlMs;
    private final WindowKind.Visitor visitor;
    private final ObjLongConsumer<KeyState> afterwards;

    KeyByKey(
            WindowKind kind,
            KeyStore keys,
            long stateTtlMs,
            WindowKind.Visitor visitor,
            ObjLongConsumer<KeyState> afterwards) {
        this.kind = kind;
        this.keys = keys;
        this.stateTtlMs = stateTtlMs;
        this.visitor = visitor;
        this.afterwards = afterwards;
    }

    @Override
    public long clockMs(@Nullable KeyState state, long streamTimeMs) {
        KeyFacts facts = state == null ? null : state.knownFacts();
        return facts == null || facts.clockMs() == KeyState.NO_TIME ? leastMs(streamTimeMs) : facts.clockMs();
    }

    private long leastMs(long streamTimeMs) {
        return stateTtlMs == EngineSettings.NEVER ? -Windows.MAX_TIME_MS * 2 : streamTimeMs - stateTtlMs;
    }

    @Override
    public void begin(long streamTimeMs) {}

    @Override
    public void streamTimeMoved(long fromMs, long toMs) {}

    @Override
    public void rowComes(KeyState state, long timestampMs, long streamTimeMs) {
        moveClock(state, Math.max(timestampMs, leastMs(streamTimeMs)));
    }

    /** Forward, never back. */
    private void moveClock(KeyState state, long toMs) {
        KeyFacts facts = state.facts();
        long fromMs = facts.clockMs();
        if (toMs > fromMs) {
            facts.setClockMs(toMs);
            keys.noteFacts(state);
            if (fromMs != KeyState.NO_TIME) {
                kind.close(state, fromMs, toMs, visitor);
            }
        }
    }

    @Override
    public void rowEntered(KeyState state, long position, long clockMs) {}

    @Override
    public void timePassed(long fromMs, long toMs) {
        keys.forEach(state -> {
            moveClock(state, leastMs(fromMs));
            long clockMs = state.facts().clockMs();
            if (kind.hasOpenWindows(state, clockMs)) {
                moveClock(state, clockMs + (toMs - fromMs));
            }
            afterwards.accept(state, toMs);
        });
    }

    @Override
    public void closeOutlived(KeyState state, long streamTimeMs) {
        moveClock(state, leastMs(streamTimeMs));
    }

    @Override
    public void restored(KeyState state, long streamTimeMs) {
        kind.dropClosed(state, clockMs(state, streamTimeMs));
    }
}

package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.Advance.Step;
import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.keyed.Reason;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Windows that each key's own rows close: a phone whose clock is ahead closes nobody else's. A key's clock is never more than
 * the time to live behind stream time, so that the windows of a silent key close at last, and a key that was forgotten cannot
 * begin a window again that it has given out.
 *
 * <p>Every live key has a clock, and its windows are closed exactly through it. What the time to live adds to it is added when
 * the key is looked at next. So is time that passes without rows, as long as the key has open windows; and no key is
 * looked at before one of its windows closes by it:
 *
 * <pre>
 *  idle time of the shard   0 ------ 40 ------ 70 ------ 100      a window of the key closes at 70
 *  of it in the clock       0        0         70        70
 * </pre>
 */
final class KeyByKey implements Closing {

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final WindowKind kind;
    private final KeyStore keys;
    private final Advance advance;
    private final long stateTtlMs;
    private final WindowKind.Visitor visitor;
    private final ObjLongConsumer<KeyState> afterwards;

    /** No window of any key closes before the idle time of the shard is this. */
    private long nextIdleMs = UNKNOWN;
    /** The same for the keys that the present advance has visited; unknown of those it visited in an earlier life. */
    private long nextIdleOfVisitedMs = UNKNOWN;

    KeyByKey(
            WindowKind kind,
            KeyStore keys,
            Advance advance,
            long stateTtlMs,
            WindowKind.Visitor visitor,
            ObjLongConsumer<KeyState> afterwards) {
        this.kind = kind;
        this.keys = keys;
        this.advance = advance;
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

    /** A row moves but the clock of its key. */
    @Override
    public boolean isDue(long streamTimeMs) {
        return false;
    }

    @Override
    public long nextDueMs(long streamTimeMs) {
        long dueIdleMs = earliestIdleMs();
        return dueIdleMs == UNKNOWN || dueIdleMs == WindowKind.NEVER
                ? Math.max(streamTimeMs, dueIdleMs)
                : streamTimeMs + dueIdleMs - advance.idleMs();
    }

    /** No window of any key, in the heap or not, closes before the idle time of the shard is this. */
    private long earliestIdleMs() {
        return Math.min(nextIdleMs, keys.earliestDueMs(Reason.CLOSING));
    }

    @Override
    public void rowComes(KeyState state, long timestampMs, long streamTimeMs) {
        long clockMs = clockAfter(state, advance.idleMs());
        moveClock(state, Math.max(clockMs, Math.max(timestampMs, leastMs(streamTimeMs))), advance.idleMs());
    }

    /** The clock of a key once the shard's idle time is this; {@link KeyState#NO_TIME} of a new one. */
    private long clockAfter(KeyState state, long idleMs) {
        KeyFacts facts = state.facts();
        boolean isPassing = facts.clockMs() != KeyState.NO_TIME
                && facts.idleMs() != idleMs
                && kind.hasOpenWindows(state, facts.clockMs());
        return isPassing ? facts.clockMs() + idleMs - facts.idleMs() : facts.clockMs();
    }

    /** Forward, never back. */
    private void moveClock(KeyState state, long toMs, long idleMs) {
        KeyFacts facts = state.facts();
        long fromMs = facts.clockMs();
        facts.setClock(toMs, idleMs);
        keys.noteFacts(state);
        if (fromMs != KeyState.NO_TIME && toMs > fromMs) {
            kind.close(state, fromMs, toMs, visitor);
        }
    }

    @Override
    public void rowEntered(KeyState state, long position, long clockMs) {
        nextIdleMs = UNKNOWN;
    }

    @Override
    public boolean advance() {
        if (!advance.isIdle()) {
            return true;
        }
        if (!advance.isAt(Step.CLOSING)) {
            if (advance.idleMs() < earliestIdleMs()) {
                return true;
            }
            nextIdleOfVisitedMs = WindowKind.NEVER;
        }
        keys.wake(Reason.CLOSING, advance.idleMs());
        boolean isOver = advance.visit(Step.CLOSING, advance.idleMs(), this::letTimePass);
        if (isOver) {
            nextIdleMs = nextIdleOfVisitedMs;
        }
        return isOver;
    }

    /** Twice is as good as once. */
    private void letTimePass(KeyState state) {
        if (!kind.hasOpenWindows(state, state.facts().clockMs())) {
            return;
        }
        closeOutlived(state, advance.fromMs(), advance.idleMs() - (advance.toMs() - advance.fromMs()));
        boolean isDue = nextIdleMsOf(state) <= advance.idleMs();
        if (isDue) {
            moveClock(state, clockAfter(state, advance.idleMs()), advance.idleMs());
        }
        nextIdleOfVisitedMs = Math.min(nextIdleOfVisitedMs, nextIdleMsOf(state));
        if (isDue) {
            afterwards.accept(state, advance.toMs());
        }
    }

    /** The shard's idle time at which the next window of a key closes. */
    private long nextIdleMsOf(KeyState state) {
        KeyFacts facts = state.facts();
        return kind.hasOpenWindows(state, facts.clockMs())
                ? facts.idleMs() + kind.nextCloseMs(state, facts.clockMs()) - facts.clockMs()
                : WindowKind.NEVER;
    }

    @Override
    public void closeOutlived(KeyState state, long streamTimeMs) {
        closeOutlived(state, streamTimeMs, advance.idleMs());
    }

    private void closeOutlived(KeyState state, long streamTimeMs, long idleMs) {
        long leastMs = leastMs(streamTimeMs);
        if (clockAfter(state, idleMs) < leastMs) {
            moveClock(state, leastMs, idleMs);
        }
    }

    /** In the idle time of the shard. */
    @Override
    public long dueMs(KeyState state) {
        return nextIdleMsOf(state);
    }

    @Override
    public void loaded(KeyState state, long dueMs, long streamTimeMs) {
        restored(state, streamTimeMs);
        nextIdleMs = Math.min(nextIdleMs, nextIdleMsOf(state));
    }

    @Override
    public void evicted() {}

    @Override
    public void restored(KeyState state, long streamTimeMs) {
        kind.dropClosed(state, clockMs(state, streamTimeMs));
    }
}

package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.Advance.Step;
import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.keyed.Reason;
import org.jspecify.annotations.Nullable;

/**
 * When a key is forgotten: with its last window, unless something of it still matters, and then after the time to live.
 *
 * <p>Keys that wait for their time to live are looked at whenever stream time has gone on by an eighth of it, so that looking
 * costs next to nothing per row. When that is follows from stream time alone, and is the same after a restart.
 */
final class Lifetime {

    private static final long LONGEST_ROUND_MS = 3_600_000;

    private final WindowKind kind;
    private final Closing closing;
    private final KeyStore keys;
    private final Advance advance;
    private final AlertRule alerts;
    private final long timeToLiveMs;
    private final long roundMs;
    private final Outlet outlet;
    /** When stream time enters the next round; {@link KeyState#NO_TIME} until it first moves. */
    private long nextRoundMs = KeyState.NO_TIME;

    Lifetime(
            WindowKind kind,
            Closing closing,
            KeyStore keys,
            Advance advance,
            AlertRule alerts,
            long timeToLiveMs,
            Outlet outlet) {
        this.kind = kind;
        this.closing = closing;
        this.keys = keys;
        this.advance = advance;
        this.alerts = alerts;
        this.timeToLiveMs = timeToLiveMs;
        roundMs = Math.max(1, Math.min(LONGEST_ROUND_MS, timeToLiveMs / 8));
        this.outlet = outlet;
    }

    /** A row has come for a key and is about to enter: the key is quiet no longer. */
    void rowComes(KeyState state, long clockMs) {
        KeyFacts facts = state.knownFacts();
        if (facts != null) {
            facts.setQuietSinceMs(KeyState.NO_TIME);
            if (!hasWindows(state, clockMs)) {
                alerts.windowsAreOver(facts);
            }
            keys.noteFacts(state);
        }
    }

    /** Whether a stream time is in another round. */
    boolean isDue(long streamTimeMs) {
        return streamTimeMs >= nextRoundMs;
    }

    /**
     * Looks at every key if the present advance has entered another round.
     *
     * @return false if some keys are left, since that is enough
     */
    boolean advance() {
        long toMs = advance.toMs();
        if (nextRoundMs == KeyState.NO_TIME) {
            nextRoundMs = roundAfter(advance.fromMs());
        }
        if (isDue(toMs)) {
            keys.wake(Reason.LIFETIME, toMs);
            if (!advance.visit(Step.EXPIRING, toMs, state -> expire(state, toMs))) {
                return false;
            }
            nextRoundMs = roundAfter(toMs);
        }
        return true;
    }

    private long roundAfter(long timeMs) {
        return (Math.floorDiv(timeMs, roundMs) + 1) * roundMs;
    }

    /** Ends what the time to live ends: of a key that still has windows those of its own clock, and those of rows. */
    private void expire(KeyState state, long streamTimeMs) {
        closing.closeOutlived(state, streamTimeMs);
        if (dropOutlivedRows(state, streamTimeMs) && forgetIfNothingMatters(state, streamTimeMs)) {
            outlet.get().expired();
        } else {
            forgetIfOver(state, streamTimeMs);
        }
    }

    /** True if there were any: rows that wait for others to fill a window. */
    private boolean dropOutlivedRows(KeyState state, long streamTimeMs) {
        boolean areOutlived =
                !kind.areClosedByTime() && !state.isEmpty() && hasOutlived(kind.newestMs(state), streamTimeMs);
        if (areOutlived) {
            keys.dropSlices(state);
        }
        return areOutlived;
    }

    private boolean hasOutlived(long timeMs, long streamTimeMs) {
        return timeToLiveMs != EngineSettings.NEVER && streamTimeMs - timeMs >= timeToLiveMs;
    }

    private boolean hasWindows(KeyState state, long clockMs) {
        return !state.isEmpty() || kind.hasOpenWindows(state, clockMs);
    }

    /** Forgets a key that has no windows any more, unless a fact about it still matters. */
    void forgetIfOver(KeyState state, long streamTimeMs) {
        if (forgetIfNothingMatters(state, streamTimeMs)) {
            return;
        }
        boolean isQuiet = !hasWindows(state, closing.clockMs(state, streamTimeMs));
        if (isQuiet && hasOutlived(quietSince(state, streamTimeMs), streamTimeMs)) {
            keys.forget(state);
            outlet.get().expired();
        }
    }

    /** True if the key is forgotten. */
    boolean forgetIfNothingMatters(KeyState state, long streamTimeMs) {
        boolean isOver =
                !hasWindows(state, closing.clockMs(state, streamTimeMs)) && !matter(state.knownFacts(), streamTimeMs);
        if (isOver) {
            keys.forget(state);
        }
        return isOver;
    }

    private boolean matter(@Nullable KeyFacts facts, long streamTimeMs) {
        return facts != null
                && (facts.clockMs() != KeyState.NO_TIME || alerts.needs(facts, streamTimeMs - kind.lagMs()));
    }

    /** When a key must be looked at so that it ends in time, if no row comes; {@link WindowKind#NEVER} if it need not. */
    long dueMs(KeyState state, long streamTimeMs) {
        KeyFacts facts = state.knownFacts();
        long clockMs = closing.clockMs(state, streamTimeMs);
        boolean hasWindows = hasWindows(state, clockMs);
        if (facts != null && facts.clockMs() != KeyState.NO_TIME) {
            return WindowKind.after(hasWindows ? kind.nextCloseMs(state, clockMs) : clockMs, timeToLiveMs);
        }
        if (hasWindows) {
            return kind.areClosedByTime() ? WindowKind.NEVER : WindowKind.after(kind.newestMs(state), timeToLiveMs);
        }
        if (facts == null || facts.quietSinceMs() == KeyState.NO_TIME) {
            return streamTimeMs;
        }
        return Math.min(
                WindowKind.after(alerts.neededUntilMs(facts), kind.lagMs()),
                WindowKind.after(facts.quietSinceMs(), timeToLiveMs));
    }

    private long quietSince(KeyState state, long streamTimeMs) {
        KeyFacts facts = state.facts();
        if (facts.clockMs() != KeyState.NO_TIME) {
            return facts.clockMs();
        }
        if (facts.quietSinceMs() == KeyState.NO_TIME) {
            facts.setQuietSinceMs(streamTimeMs);
            keys.noteFacts(state);
        }
        return facts.quietSinceMs();
    }
}

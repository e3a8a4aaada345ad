package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;

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
    private final AlertRule alerts;
    private final long timeToLiveMs;
    private final long roundMs;
    private final Outlet outlet;

    Lifetime(WindowKind kind, Closing closing, KeyStore keys, AlertRule alerts, long timeToLiveMs, Outlet outlet) {
        this.kind = kind;
        this.closing = closing;
        this.keys = keys;
        this.alerts = alerts;
        this.timeToLiveMs = timeToLiveMs;
        roundMs = Math.max(1, Math.min(LONGEST_ROUND_MS, timeToLiveMs / 8));
        this.outlet = outlet;
    }

    /** A row has come for a key, which is quiet no longer. */
    void rowEntered(KeyState state) {
        KeyFacts facts = state.knownFacts();
        if (facts != null) {
            facts.setQuietSinceMs(KeyState.NO_TIME);
            keys.noteFacts(state);
        }
    }

    /** Looks at every key if stream time has entered another round. */
    void streamTimeMoved(long fromMs, long toMs) {
        if (Math.floorDiv(fromMs, roundMs) != Math.floorDiv(toMs, roundMs)) {
            keys.forEach(state -> {
                expire(state, toMs);
                forgetIfOver(state, toMs);
            });
        }
    }

    /** Ends what the time to live ends while a key still has slices: windows of a key's own clock, and windows of rows. */
    private void expire(KeyState state, long streamTimeMs) {
        if (timeToLiveMs == EngineSettings.NEVER || state.isEmpty()) {
            return;
        }
        closing.closeOutlived(state, streamTimeMs, timeToLiveMs);
        if (!kind.areClosedByTime() && hasOutlived(kind.newestMs(state), streamTimeMs)) {
            state.dropBefore(state.newest() + 1);
            keys.changed(state);
        }
    }

    private boolean hasOutlived(long timeMs, long streamTimeMs) {
        return timeToLiveMs != EngineSettings.NEVER && streamTimeMs - timeMs >= timeToLiveMs;
    }

    /** Forgets a key that has no slices any more, unless a fact about it still matters. */
    void forgetIfOver(KeyState state, long streamTimeMs) {
        if (!state.isEmpty()) {
            return;
        }
        KeyFacts facts = state.knownFacts();
        if (facts == null || !matter(state, facts, streamTimeMs)) {
            keys.forget(state);
        } else if (hasOutlived(quietSince(state, facts, streamTimeMs), streamTimeMs)) {
            keys.forget(state);
            outlet.get().expired();
        }
    }

    private boolean matter(KeyState state, KeyFacts facts, long streamTimeMs) {
        return alerts.needs(facts, streamTimeMs - kind.lagMs())
                || kind.hasOpenWindows(state, closing.clockMs(state, streamTimeMs))
                || facts.hasClosedEarly()
                || facts.clockMs() != KeyState.NO_TIME;
    }

    private long quietSince(KeyState state, KeyFacts facts, long streamTimeMs) {
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

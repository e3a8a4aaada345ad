package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.query.RowInputs;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Row;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one shard: folds rows into slices, and gives out each window once when its clock closes it.
 *
 * <p>Stream time is the greatest time of a row that counted, or what {@link #advanceTo} said. A row first moves it, which
 * may close windows, then enters every window still open; a row that meets none is late and changes nothing. Single
 * threaded; the same rows in the same order always give the same results.
 */
public final class WindowEngine {

    /** What became of a row. */
    public enum Admission {
        WINDOWED,
        /** It met no open window. */
        LATE,
        /** {@code where} did not hold. */
        FILTERED,
        /** Its key has as many open slices as it may have. */
        REFUSED
    }

    /** Stream time before the first row. */
    public static final long NO_TIME = KeyState.NO_TIME;

    private final Optional<Expression> where;
    private final RowInputs inputs;
    private final boolean areErrorsNull;
    private final SliceAggregates aggregates;
    private final WindowKind kind;
    private final KeyStore keys;
    private final Closing closing;
    private final Outlet outlet = new Outlet();
    private final Emission emission;
    private final WindowKind.Visitor visitor;
    private final Lifetime lifetime;
    private final Optional<Updates> updates;

    private long streamTimeMs = NO_TIME;
    private Lateness lateness = new Lateness(0, 0, 0);

    public WindowEngine(Windows windows, WindowQuery query, EngineSettings settings) {
        where = query.where();
        inputs = query.rowInputs();
        areErrorsNull = settings.onError() == OnError.NULL;
        aggregates = SliceAggregates.of(windows, query);
        kind = WindowKind.of(windows, aggregates, settings.emptyWindows());
        keys = kind.newStore();
        AlertRule alerts = new AlertRule(query, settings.alertCooldownMs(), kind.areClosedByTime());
        emission = new Emission(query, settings, kind, keys, aggregates, alerts, outlet);
        visitor = emission::close;
        closing = Closing.of(settings, kind, keys, visitor, this::forgetIfOver);
        lifetime = new Lifetime(kind, closing, keys, alerts, settings.stateTtlMs(), outlet);
        updates = settings.areUpdatesGiven()
                ? Optional.of(new Updates(LastingWindows.of(kind), closing, emission))
                : Optional.empty();
    }

    private void forgetIfOver(KeyState state, long clockMs) {
        keys.noteFacts(state);
        lifetime.forgetIfOver(state, clockMs);
    }

    /**
     * Takes the next row of the shard, whose cells {@code query.input()} describes. The key is kept, not copied.
     *
     * @throws EvaluationException if an expression cannot be computed; nothing changed
     */
    public Admission add(byte[] key, long timestampMs, Row row, Results results) {
        if (where.isPresent() && !where.get().isTrue(row)) {
            return Admission.FILTERED;
        }
        evaluateInputs(row, results);
        advanceTo(timestampMs, results, false);
        KeyState known = keys.find(key);
        if (known != null) {
            closing.rowComes(known, timestampMs, streamTimeMs);
        }
        long clockMs = closing.clockMs(known, streamTimeMs);
        Lateness late = kind.latenessOf(known, timestampMs, clockMs);
        if (late != null) {
            lateness = late;
            return Admission.LATE;
        }
        KeyState state = known == null ? begin(key, timestampMs) : known;
        if (!kind.hasRoom(state, timestampMs)) {
            return Admission.REFUSED;
        }
        enter(state, timestampMs, row);
        return Admission.WINDOWED;
    }

    private void evaluateInputs(Row row, Results results) {
        if (areErrorsNull) {
            inputs.evaluateLeniently(row, results::unusable);
        } else {
            inputs.evaluate(row);
        }
    }

    private KeyState begin(byte[] key, long timestampMs) {
        KeyState state = keys.findOrAdd(key);
        closing.rowComes(state, timestampMs, streamTimeMs);
        return state;
    }

    private void enter(KeyState state, long timestampMs, Row row) {
        long clockMs = closing.clockMs(state, streamTimeMs);
        lifetime.rowComes(state, clockMs);
        long position = kind.enter(state, timestampMs);
        aggregates.add(state.slices(), state.sliceAt(state.rankOf(position)), row, timestampMs);
        keys.changed(state, position);
        closing.rowEntered(state, position, clockMs);
        if (updates.isPresent()) {
            updates.get().changed(state, position);
        }
        if (emission.isWatching()) {
            emission.watch(state, timestampMs, clockMs);
        }
        kind.closeCompleted(state, visitor);
        lifetime.forgetIfOver(state, streamTimeMs);
    }

    /**
     * Moves stream time forward, never back, without a row: time has passed for every key. Closes the windows it passes, in order
     * of their ends.
     */
    public void advanceTo(long timestampMs, Results results) {
        advanceTo(timestampMs, results, true);
    }

    private void advanceTo(long timestampMs, Results results, boolean isForEveryKey) {
        outlet.set(results);
        if (timestampMs <= streamTimeMs) {
            return;
        }
        long fromMs = streamTimeMs;
        streamTimeMs = timestampMs;
        if (fromMs == NO_TIME) {
            closing.begin(timestampMs);
            return;
        }
        if (isForEveryKey) {
            closing.timePassed(fromMs, timestampMs);
        } else {
            closing.streamTimeMoved(fromMs, timestampMs);
        }
        lifetime.streamTimeMoved(fromMs, timestampMs);
    }

    /**
     * Gives out the open windows that have changed since they were last given out, where {@link
     * EngineSettings#areUpdatesGiven}. Stops before the next key once this is enough; the next call then goes on there.
     *
     * @return whether every window is out that had changed when the round began
     */
    public boolean giveUpdates(BooleanSupplier isEnough, Results results) {
        outlet.set(results);
        return updates.isEmpty() || updates.get().give(streamTimeMs, isEnough);
    }

    /** {@link #NO_TIME} before the first row. */
    public long streamTimeMs() {
        return streamTimeMs;
    }

    /** How late the last row was that was {@link Admission#LATE}. */
    public Lateness lateness() {
        return lateness;
    }

    public int liveKeys() {
        return keys.size();
    }

    /** Rows that {@link #forEachChange} would not give out again, and a restore needs. */
    public long persistedRows() {
        return keys.persistedRows();
    }

    /** Whether a window with rows is still to be closed by time. Cost: O(keys) if none is. */
    public boolean hasOpenWindows() {
        return keys.anyMatch(state -> kind.hasOpenWindows(state, closing.clockMs(state, streamTimeMs)));
    }

    /** Every state row that changed since {@link #markPersisted}, as a full value; null deletes the row. */
    public void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        keys.forEachChange(changes);
    }

    /** Says that what {@link #forEachChange} gave out is durable. No row may have been added in between. */
    public void markPersisted() {
        keys.markPersisted();
    }

    /**
     * Puts back one persisted row, or its deletion. Rows may come in any order across keys and repeatedly; the versions of
     * one row in the order they were written. {@link #restoreStreamTime} completes the restore.
     */
    public void restore(byte[] rowKey, byte @Nullable [] value) {
        keys.restore(rowKey, value);
    }

    /** Completes a restore; slices that no open window needs are dropped. */
    public void restoreStreamTime(long timestampMs) {
        if (timestampMs == NO_TIME) {
            return;
        }
        streamTimeMs = timestampMs;
        closing.begin(timestampMs);
        keys.forEach(state -> {
            closing.restored(state, timestampMs);
            updates.ifPresent(present -> present.restored(state));
            // Not by its time to live: that is looked at when stream time moves, whether restarts fall in between or
            // not.
            lifetime.forgetIfNothingMatters(state, timestampMs);
        });
    }
}

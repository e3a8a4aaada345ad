package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.Advance.Step;
import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.keyed.ColdRows;
import io.pitwall.sink.windowing.keyed.KeyCounts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.query.RowInputs;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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
        REFUSED,
        /** Nothing, yet: stream time is on its way to it. It is to come again once the results have been persisted. */
        AWAITED
    }

    /** Stream time before the first row. */
    public static final long NO_TIME = KeyState.NO_TIME;

    private final Optional<Expression> where;
    private final RowInputs inputs;
    private final boolean areErrorsNull;
    private final SliceAggregates aggregates;
    private final WindowKind kind;
    private final KeyStore keys;
    private final Outlet outlet = new Outlet();
    private final Advance advance;
    private final Closing closing;
    private final Emission emission;
    private final WindowKind.Visitor visitor;
    private final Lifetime lifetime;
    private final Optional<Updates> updates;
    /** Of the present row; not told before the row enters, since it may come again. */
    private final List<EvaluationException> unusable = new ArrayList<>();

    private long streamTimeMs = NO_TIME;
    private @Nullable Restoration restoration;
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
        advance = new Advance(keys, outlet, settings.clock() == Clock.KEY);
        closing = Closing.of(settings, kind, keys, advance, visitor, this::forgetIfOver);
        lifetime = new Lifetime(kind, closing, keys, advance, alerts, settings.stateTtlMs(), outlet);
        updates = settings.areUpdatesGiven()
                ? Optional.of(new Updates(LastingWindows.of(kind), keys, closing, emission))
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
        evaluateInputs(row);
        if (!advanceTo(timestampMs, results, false)) {
            return Admission.AWAITED;
        }
        unusable.forEach(results::unusable);
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

    private void evaluateInputs(Row row) {
        unusable.clear();
        if (areErrorsNull) {
            inputs.evaluateLeniently(row, unusable::add);
        } else {
            inputs.evaluate(row);
        }
    }

    private KeyState begin(byte[] key, long timestampMs) {
        KeyState state = keys.add(key);
        closing.rowComes(state, timestampMs, streamTimeMs);
        return state;
    }

    private void enter(KeyState state, long timestampMs, Row row) {
        long clockMs = closing.clockMs(state, streamTimeMs);
        lifetime.rowComes(state, clockMs);
        long position = kind.enter(state, timestampMs);
        int slice = state.sliceAt(state.rankOf(position));
        long referredBytes = keys.referredBytes(state, slice);
        aggregates.add(state.slices(), slice, row, timestampMs);
        keys.grown(state, slice, referredBytes);
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
     *
     * @return false if some are left, since the results are enough; see {@link #goOn}
     */
    public boolean advanceTo(long timestampMs, Results results) {
        return advanceTo(timestampMs, results, true);
    }

    /**
     * Goes on with an advance that has stopped because the results were enough, perhaps before a restart. Until it is
     * complete no row enters.
     *
     * @return whether it is complete, or there is none
     */
    public boolean goOn(Results results) {
        outlet.set(results);
        return !advance.isUnderWay() || finishAdvance();
    }

    private boolean advanceTo(long timestampMs, Results results, boolean isIdle) {
        if (!goOn(results)) {
            return false;
        }
        if (timestampMs <= streamTimeMs) {
            return true;
        }
        long fromMs = streamTimeMs;
        streamTimeMs = timestampMs;
        if (fromMs == NO_TIME) {
            closing.begin(timestampMs);
            return true;
        }
        if (isIdle || closing.isDue(timestampMs) || lifetime.isDue(timestampMs)) {
            advance.begin(fromMs, timestampMs, isIdle);
            return finishAdvance();
        }
        return true;
    }

    private boolean finishAdvance() {
        boolean isOver = (advance.isAt(Step.EXPIRING) || closing.advance()) && lifetime.advance();
        if (isOver) {
            advance.end();
        }
        return isOver;
    }

    /**
     * Gives out the open windows that have changed since they were last given out, where {@link
     * EngineSettings#areUpdatesGiven}. Stops before the next key once the results are enough, and does not begin while an
     * advance is not complete; the next call then goes on there.
     *
     * @return whether every window is out that had changed when the round began
     */
    public boolean giveUpdates(Results results) {
        outlet.set(results);
        return updates.isEmpty() || (!advance.isUnderWay() && updates.get().give(streamTimeMs, results));
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
        return keys.persistedRows() + advance.persistedRows();
    }

    /** Whether a window with rows is still to be closed by time. Cost: O(keys) if none is. */
    public boolean hasOpenWindows() {
        return keys.haveOpenWindows(state -> kind.hasOpenWindows(state, closing.clockMs(state, streamTimeMs)));
    }

    /** How far stream time has to move, at the least, to close a window; {@link Long#MAX_VALUE} if no distance will do. */
    public long closesInMs() {
        long dueMs = closing.nextDueMs(streamTimeMs);
        return dueMs == WindowKind.NEVER ? Long.MAX_VALUE : Math.max(0, dueMs - streamTimeMs);
    }

    /** Keys that changed since {@link #markPersisted} though no row had entered them: what the next commit has without results. */
    public int keysChangedByTime() {
        return keys.changedBesideSlices();
    }

    /** Whether there is anything to persist beside stream time. */
    public boolean hasChanges() {
        return keys.hasChanges() || advance.hasChanges();
    }

    /** Every state row that changed since {@link #markPersisted}, as a full value; null deletes the row. */
    public void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        keys.forEachChange(changes);
        advance.forEachChange(changes);
    }

    /** Says that what {@link #forEachChange} gave out is durable. No row may have been added in between. */
    public void markPersisted() {
        keys.markPersisted();
        advance.markPersisted();
    }

    /**
     * Says where the rows of keys are to be found that leave the heap: those that {@link #forEachChange} gave out and that were
     * {@link #markPersisted}. Before anything is restored.
     */
    public void evictTo(ColdRows rows) {
        keys.evictTo(rows, new TimeWatch(kind, closing, lifetime, updates, this::streamTimeMs));
    }

    /** An estimate of what the keys take on the heap, together with what a commit would. */
    public long heapBytes() {
        return keys.heapBytes();
    }

    /** Lets keys leave the heap until what is left takes no more than this, or all of it has changed since it was persisted. */
    public void evict(long targetBytes) {
        keys.evict(targetBytes);
    }

    /** How many keys are where, and how many went there. */
    public KeyCounts keyCounts() {
        return keys.counts();
    }

    /** What the keys of state rows begin with: what follows is the same in all rows of a group key, and empty in others. */
    public List<byte[]> rowPrefixes() {
        List<byte[]> prefixes = new ArrayList<>(List.of(AdvanceRow.key()));
        prefixes.addAll(keys.rowPrefixes());
        return prefixes;
    }

    /** Begins a restore, of a new engine. */
    public void restoreStreamTime(long timestampMs) {
        streamTimeMs = timestampMs;
        restoration = new Restoration(keys, advance, closing, lifetime, updates, timestampMs);
    }

    /** Puts back one persisted row. They come in order of what follows their {@link #rowPrefixes}, and then in order of these. */
    public void restore(byte[] rowKey, byte[] value) {
        restoration().row(rowKey, value);
    }

    /** Completes a restore. */
    public void restored() {
        restoration().end();
        restoration = null;
    }

    private Restoration restoration() {
        if (restoration == null) {
            throw new IllegalStateException("Rows are restored once stream time is");
        }
        return restoration;
    }
}

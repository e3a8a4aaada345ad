package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.query.AggregateCall;
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
 * The windows of one shard: folds rows into panes, and gives out each window once when stream time closes it.
 *
 * <p>Stream time is the greatest time of a row that counted, or what {@link #advanceTo} said. A row first moves it, which
 * may close windows, then enters every window still open; a row that meets none is late and changes nothing. Single
 * threaded; the same rows in the same order always give the same results.
 */
/*
 * A row touches one pane, the slice between two neighbouring window edges, and a closing window combines its panes: for
 * 2 s windows every 250 ms that is one update per row where a window-by-window engine makes eight. Shared slices after
 * Li et al., "No pane, no gain" (SIGMOD Record 34/1, 2005). Cost per row O(1); per closing window and key O(panes).
 *
 * Which windows were given out follows from stream time alone: exactly those with end + grace <= stream time. So the
 * persisted state is the panes and one number, and a pane that no open window needs is dropped without being written.
 */
public final class WindowEngine {

    /** What became of a row. */
    public enum Admission {
        WINDOWED,
        /** It met no open window. */
        LATE,
        /** {@code where} did not hold. */
        FILTERED
    }

    /** Stream time before the first row. */
    public static final long NO_TIME = KeyState.NO_TIME;

    private final Windows windows;
    private final Optional<Expression> where;
    private final RowInputs rowInputs;
    /** As an array: the loop over it runs for every row. */
    private final AggregateCall[] aggregates;

    private final long alertCooldownMs;
    private final long paneMs;
    private final StateRows stateRows;
    private final KeyTable keys;
    private final List<KeyState> dirtyKeys = new ArrayList<>();
    private final ClosingWindow closing;

    private long streamTimeMs = NO_TIME;
    /** The least end of a window not yet given out. */
    private long nextEndMs = Long.MAX_VALUE;
    /** No window that starts after this has rows. */
    private long newestPaneStartMs = Long.MIN_VALUE;

    public WindowEngine(Windows windows, WindowQuery query, long alertCooldownMs) {
        this.windows = windows;
        where = query.where();
        rowInputs = query.rowInputs();
        aggregates = query.aggregates().toArray(AggregateCall[]::new);
        this.alertCooldownMs = alertCooldownMs;
        paneMs = windows.paneMs();
        stateRows = new StateRows(query.layout(), (windows.sizeMs() + windows.graceMs() + paneMs - 1) / paneMs + 1);
        keys = new KeyTable(query.layout());
        closing = new ClosingWindow(query);
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
        rowInputs.evaluate(row);
        advanceTo(timestampMs, results);
        if (windows.lastEndHolding(timestampMs) < nextEndMs) {
            return Admission.LATE;
        }
        fold(keys.getOrAdd(key), timestampMs, row);
        return Admission.WINDOWED;
    }

    private void fold(KeyState state, long timestampMs, Row row) {
        long pane = Math.floorDiv(timestampMs, paneMs);
        int cell = state.open(pane);
        Accumulators panes = state.panes();
        panes.occupy(cell);
        for (AggregateCall call : aggregates) {
            call.add(panes, cell, row, timestampMs);
        }
        newestPaneStartMs = Math.max(newestPaneStartMs, pane * paneMs);
        state.markPaneDirty(pane);
        markDirty(state);
    }

    private void markDirty(KeyState state) {
        if (state.markDirty()) {
            dirtyKeys.add(state);
        }
    }

    /** Moves stream time forward, never back, and closes the windows it passes, in order of their ends. */
    public void advanceTo(long timestampMs, Results results) {
        if (timestampMs <= streamTimeMs) {
            return;
        }
        boolean isFirst = streamTimeMs == NO_TIME;
        streamTimeMs = timestampMs;
        long closableMs = timestampMs - windows.graceMs();
        if (isFirst) {
            nextEndMs = windows.firstEndAfter(closableMs);
        } else if (nextEndMs <= closableMs) {
            closeThrough(closableMs, results);
        }
    }

    private void closeThrough(long closableMs, Results results) {
        while (nextEndMs <= closableMs && mayHoldRows(nextEndMs)) {
            long endMs = nextEndMs;
            nextEndMs += windows.advanceMs();
            close(endMs, results);
        }
        if (nextEndMs <= closableMs) {
            nextEndMs = windows.firstEndAfter(closableMs);
            retireIdleKeys();
        }
    }

    private boolean mayHoldRows(long endMs) {
        return keys.size() > 0 && endMs - windows.sizeMs() <= newestPaneStartMs;
    }

    private void close(long endMs, Results results) {
        long firstPane = (endMs - windows.sizeMs()) / paneMs;
        long lastPane = endMs / paneMs - 1;
        // Backwards, since retiring a key moves the last one into its place.
        for (int index = keys.size() - 1; index >= 0; index--) {
            KeyState state = keys.get(index);
            if (closing.combine(state, firstPane, lastPane)) {
                give(state, endMs, results);
            }
            state.dropBefore(firstPane + windows.advanceMs() / paneMs);
            retireIfIdle(state);
        }
    }

    private void give(KeyState state, long endMs, Results results) {
        long startMs = endMs - windows.sizeMs();
        closing.compute(results);
        if (closing.isEmitted(results)) {
            results.window(state.key, startMs, endMs, closing.values());
        }
        if (isReadyToAlert(state, endMs) && closing.isAlarming(results)) {
            state.setLastAlertMs(endMs);
            markDirty(state);
            results.alert(state.key, startMs, endMs, endMs, closing.values());
        }
    }

    private boolean isReadyToAlert(KeyState state, long timeMs) {
        return state.lastAlertMs() == NO_TIME || timeMs - state.lastAlertMs() >= alertCooldownMs;
    }

    private void retireIdleKeys() {
        for (int index = keys.size() - 1; index >= 0; index--) {
            retireIfIdle(keys.get(index));
        }
    }

    /** Forgets a key that has neither rows nor a running cool-down; what was persisted of it is deleted with the next commit. */
    private void retireIfIdle(KeyState state) {
        // No window that is still to come ends before nextEndMs.
        if (state.hasPanes() || !isReadyToAlert(state, nextEndMs)) {
            return;
        }
        if (state.lastAlertMs() != NO_TIME) {
            state.setLastAlertMs(NO_TIME);
        }
        markDirty(state);
        keys.remove(state);
    }

    /** {@link #NO_TIME} before the first row. */
    public long streamTimeMs() {
        return streamTimeMs;
    }

    /** How far stream time is past the close of the last window that held a time; for late rows. */
    public long lateByMs(long timestampMs) {
        return streamTimeMs - windows.lastEndHolding(timestampMs) - windows.graceMs();
    }

    public int liveKeys() {
        return keys.size();
    }

    /** Whether a window with rows is still to be given out. Cost: O(keys). */
    public boolean hasOpenWindows() {
        for (int index = 0; index < keys.size(); index++) {
            if (keys.get(index).hasPanes()) {
                return true;
            }
        }
        return false;
    }

    /** Every state row that changed since {@link #markPersisted}, as a full value; null deletes the row. */
    public void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        for (KeyState state : dirtyKeys) {
            stateRows.forEachChange(state, changes);
        }
    }

    /** Says that what {@link #forEachChange} gave out is durable. No row may have been added in between. */
    public void markPersisted() {
        dirtyKeys.forEach(stateRows::markPersisted);
        dirtyKeys.clear();
    }

    /**
     * Puts back one persisted row, or its deletion. Rows may come in any order across keys and repeatedly; the versions of
     * one row in the order they were written. {@link #restoreStreamTime} completes the restore.
     */
    public void restore(byte[] rowKey, byte @Nullable [] value) {
        stateRows.restore(keys.getOrAdd(StateRows.groupKey(rowKey)), rowKey, value);
    }

    /** Completes a restore; panes that no open window needs are dropped. */
    public void restoreStreamTime(long timestampMs) {
        streamTimeMs = timestampMs;
        nextEndMs = windows.firstEndAfter(timestampMs - windows.graceMs());
        long firstPane = (nextEndMs - windows.sizeMs()) / paneMs;
        for (int index = keys.size() - 1; index >= 0; index--) {
            KeyState state = keys.get(index);
            state.markClean();
            state.dropBefore(firstPane);
            if (state.hasPanes()) {
                newestPaneStartMs = Math.max(newestPaneStartMs, state.newest() * paneMs);
            }
            retireIfIdle(state);
        }
    }
}

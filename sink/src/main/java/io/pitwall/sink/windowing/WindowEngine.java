package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.row.Row;
import java.util.ArrayList;
import java.util.List;
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
    private final WindowQuery query;
    private final long alertCooldownMs;
    private final long paneMs;
    private final long panesPerWindow;
    private final StateRows stateRows;
    private final KeyTable keys;
    private final List<KeyState> dirtyKeys = new ArrayList<>();
    private final Accumulators window;
    private final Row result;

    private long streamTimeMs = NO_TIME;
    /** The least end of a window not yet given out. */
    private long nextEndMs = Long.MAX_VALUE;
    /** No window that starts after this has rows. */
    private long newestPaneStartMs = Long.MIN_VALUE;

    public WindowEngine(Windows windows, WindowQuery query, long alertCooldownMs) {
        this.windows = windows;
        this.query = query;
        this.alertCooldownMs = alertCooldownMs;
        paneMs = windows.paneMs();
        panesPerWindow = windows.sizeMs() / paneMs;
        stateRows = new StateRows(query.layout(), (windows.sizeMs() + windows.graceMs() + paneMs - 1) / paneMs + 1);
        keys = new KeyTable(query.layout());
        window = new Accumulators(query.layout(), 1);
        result = query.results().newRow();
    }

    /**
     * Takes the next row of the shard, whose cells {@code query.input()} describes. The key is kept, not copied.
     *
     * @throws EvaluationException if an expression cannot be computed; nothing changed
     */
    public Admission add(byte[] key, long timestampMs, Row row, Results results) {
        if (query.where().isPresent() && !query.where().get().isTrue(row)) {
            return Admission.FILTERED;
        }
        evaluateArguments(row);
        advanceTo(timestampMs, results);
        if (windows.lastEndHolding(timestampMs) < nextEndMs) {
            return Admission.LATE;
        }
        fold(keys.getOrAdd(key), timestampMs, row);
        return Admission.WINDOWED;
    }

    private void evaluateArguments(Row row) {
        for (Expression argument : query.arguments()) {
            argument.evaluate(row);
        }
        for (WindowQuery.AggregateCall call : query.aggregates()) {
            call.check(call.argumentIn(row));
        }
    }

    private void fold(KeyState state, long timestampMs, Row row) {
        long pane = Math.floorDiv(timestampMs, paneMs);
        int cell = state.open(pane);
        Accumulators panes = state.panes();
        panes.addRows(cell, 1);
        for (WindowQuery.AggregateCall call : query.aggregates()) {
            call.aggregate().add(panes, cell, call.argumentIn(row), timestampMs);
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
        // Backwards, since retiring a key moves the last one into its place.
        for (int index = keys.size() - 1; index >= 0; index--) {
            KeyState state = keys.get(index);
            if (combine(state, firstPane)) {
                give(state, endMs, results);
            }
            state.dropBefore(firstPane + windows.advanceMs() / paneMs);
            retireIfIdle(state);
        }
    }

    /** Combines the panes of a window; false if it has no row. */
    private boolean combine(KeyState state, long firstPane) {
        if (!state.hasPanes()) {
            return false;
        }
        long from = Math.max(firstPane, state.oldest());
        long to = Math.min(firstPane + panesPerWindow - 1, state.newest());
        window.clear(0);
        Accumulators panes = state.panes();
        for (long pane = from; pane <= to; pane++) {
            int cell = state.cellOf(pane);
            if (panes.rows(cell) > 0) {
                window.addRows(0, panes.rows(cell));
                for (WindowQuery.AggregateCall call : query.aggregates()) {
                    call.aggregate().combine(window, 0, panes, cell);
                }
            }
        }
        return window.rows(0) > 0;
    }

    private void give(KeyState state, long endMs, Results results) {
        for (WindowQuery.AggregateCall call : query.aggregates()) {
            call.aggregate().finish(window, 0, result.cell(call.resultSlot()));
        }
        for (WindowQuery.Output output : query.outputs()) {
            evaluate(output, results);
        }
        long startMs = endMs - windows.sizeMs();
        if (query.having().isEmpty() || holds(query.having().get(), results)) {
            results.window(state.key, startMs, endMs, result);
        }
        if (query.alertWhen().isPresent()
                && isReadyToAlert(state, endMs)
                && holds(query.alertWhen().get(), results)) {
            state.setLastAlertMs(endMs);
            markDirty(state);
            results.alert(state.key, startMs, endMs, endMs, result);
        }
    }

    /** A column that cannot be computed is null: the other columns and keys of this window must not suffer. */
    private void evaluate(WindowQuery.Output output, Results results) {
        try {
            output.expression().evaluate(result);
        } catch (EvaluationException e) {
            output.in(result).setNull();
            results.uncomputable(e);
        }
    }

    private boolean holds(Expression condition, Results results) {
        try {
            return condition.isTrue(result);
        } catch (EvaluationException e) {
            results.uncomputable(e);
            return false;
        }
    }

    private boolean isReadyToAlert(KeyState state, long timeMs) {
        return state.lastAlertMs() == NO_TIME || timeMs - state.lastAlertMs() >= alertCooldownMs;
    }

    private void retireIdleKeys() {
        for (int index = keys.size() - 1; index >= 0; index--) {
            KeyState state = keys.get(index);
            retireIfIdle(state);
        }
    }

    /** Forgets a key that has neither rows nor a running cool-down; what was persisted of it is deleted with the next commit. */
    private void retireIfIdle(KeyState state) {
        // By the next window's end: stream time runs ahead of it by the grace.
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

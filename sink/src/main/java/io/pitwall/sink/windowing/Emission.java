package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.query.Condition;
import io.pitwall.sink.windowing.query.WindowQuery;
import java.util.Optional;

/** What is said about windows: final rows, updates, early rows and alerts. */
final class Emission {

    private final WindowKind kind;
    private final KeyStore keys;
    private final WindowColumns columns;
    private final AlertRule alerts;
    private final Optional<Condition> having;
    private final Optional<EarlyClosing> early;
    private final boolean areAlertsEarly;
    private final Outlet outlet;
    private final WindowKind.Visitor judging = this::judge;
    private long rowTimeMs;

    /** When windows close before their time, and which do. */
    private record EarlyClosing(Condition when, LastingWindows windows) {}

    Emission(
            WindowQuery query,
            EngineSettings settings,
            WindowKind kind,
            KeyStore keys,
            SliceAggregates aggregates,
            AlertRule alerts,
            Outlet outlet) {
        this.kind = kind;
        this.keys = keys;
        this.alerts = alerts;
        columns = new WindowColumns(query, new WindowContents(aggregates.layout()));
        having = query.having();
        early = query.emitEarlyWhen().map(when -> new EarlyClosing(when, LastingWindows.of(kind)));
        areAlertsEarly = alerts.isPresent() && settings.areAlertsEarly();
        this.outlet = outlet;
    }

    /** Whether {@link #watch} has anything to do. */
    boolean isWatching() {
        return areAlertsEarly || early.isPresent();
    }

    /** Gives a window out for good. */
    void close(KeyState state, WindowContents window) {
        Results results = outlet.get();
        columns.of(window);
        if (isEmitted(results)) {
            results.window(state.key, window.startMs(), window.endMs(), columns.all(results));
        }
        alerts.judge(state, window, window.endMs(), columns, results);
        keys.noteFacts(state);
    }

    /** Gives out what a window holds so far. */
    void update(KeyState state, WindowContents window) {
        Results results = outlet.get();
        columns.of(window);
        if (isEmitted(results)) {
            results.update(state.key, window.startMs(), window.endMs(), columns.all(results));
        }
    }

    private boolean isEmitted(Results results) {
        return having.isEmpty() || columns.holds(having.get(), results);
    }

    /** Looks at the current window of a key after a row. */
    void watch(KeyState state, long timestampMs, long clockMs) {
        rowTimeMs = timestampMs;
        kind.visitCurrent(state, timestampMs, clockMs, judging);
    }

    private void judge(KeyState state, WindowContents window) {
        Results results = outlet.get();
        columns.of(window);
        boolean isEarly = early.isPresent() && columns.holds(early.get().when(), results);
        if (areAlertsEarly || isEarly) {
            alerts.judge(state, window, rowTimeMs, columns, results);
        }
        if (isEarly) {
            if (isEmitted(results)) {
                results.window(state.key, window.startMs(), window.endMs(), columns.all(results));
            }
            early.get().windows().closeEarly(state, window);
        }
        keys.noteFacts(state);
    }
}

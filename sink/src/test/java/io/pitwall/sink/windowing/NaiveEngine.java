package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineUnderTest.Result;
import io.pitwall.sink.windowing.WindowEngine.Admission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the engine promises, done the slow way: every key has its own {@link NaiveWindows} and nothing is ever persisted,
 * dropped or forgotten.
 */
final class NaiveEngine {

    /** What is asked of windows; each beside the text of it that the engine gets. */
    record Conditions(
            Predicate<NaiveWindow> having,
            Optional<Predicate<NaiveWindow>> alertWhen,
            Optional<Predicate<NaiveWindow>> alertClearWhen,
            Optional<Predicate<NaiveWindow>> earlyWhen) {}

    private static final long NO_TIME = Long.MIN_VALUE;

    private final Windows windows;
    private final EngineSettings settings;
    private final Conditions conditions;
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final List<Result> results = new ArrayList<>();
    private long streamTimeMs = NO_TIME;

    private static final class Key {
        private final String name;
        private final NaiveWindows windows;
        private long clockMs = NO_TIME;
        private long lastAlertMs = NO_TIME;
        private boolean isRaised;
        private long judgedUntilMs = NO_TIME;

        Key(String name, NaiveWindows windows) {
            this.name = name;
            this.windows = windows;
        }
    }

    NaiveEngine(Windows windows, EngineSettings settings, Conditions conditions) {
        this.windows = windows;
        this.settings = settings;
        this.conditions = conditions;
    }

    long streamTimeMs() {
        return streamTimeMs;
    }

    List<Result> takeResults() {
        List<Result> taken = List.copyOf(results);
        results.clear();
        return taken;
    }

    Admission add(NaiveRow row) {
        streamTimeMs = Math.max(streamTimeMs, row.timeMs());
        if (settings.clock() == Clock.PARTITION) {
            keys.values().forEach(key -> moveClock(key, streamTimeMs));
        }
        Key key = keys.computeIfAbsent(
                row.key(), name -> new Key(name, NaiveWindows.of(windows, settings.emptyWindows())));
        moveClock(key, Math.max(leastClockMs(), row.timeMs()));
        if (key.windows.isLate(row.timeMs(), key.clockMs)) {
            return Admission.LATE;
        }
        key.windows.add(row, key.clockMs);
        key.windows.current(row, key.clockMs).ifPresent(window -> watch(key, window, row.timeMs()));
        // A count window closes on its last row.
        closeThrough(key);
        return Admission.WINDOWED;
    }

    /** No key's clock is further behind: stream time itself, or the time to live behind it with a clock per key. */
    private long leastClockMs() {
        if (settings.clock() == Clock.PARTITION) {
            return streamTimeMs;
        }
        return settings.stateTtlMs() == EngineSettings.NEVER ? NO_TIME / 2 : streamTimeMs - settings.stateTtlMs();
    }

    void advanceTo(long timestampMs) {
        long passedMs = timestampMs - streamTimeMs;
        if (settings.clock() == Clock.KEY) {
            for (Key key : keys.values()) {
                moveClock(key, leastClockMs());
                if (key.windows.hasOpen()) {
                    moveClock(key, key.clockMs + passedMs);
                }
            }
        }
        streamTimeMs = timestampMs;
        keys.values().forEach(key -> moveClock(key, leastClockMs()));
    }

    private void moveClock(Key key, long clockMs) {
        if (clockMs > key.clockMs) {
            key.clockMs = clockMs;
            closeThrough(key);
        }
    }

    private void closeThrough(Key key) {
        for (Optional<NaiveWindow> closed = key.windows.pollClosed(key.clockMs);
                closed.isPresent();
                closed = key.windows.pollClosed(key.clockMs)) {
            NaiveWindow window = closed.get();
            boolean isOfNoTime = window.startMs == window.endMs;
            if (!window.isClosedEarly && !isOfNoTime) {
                emit(key, window);
                judgeAlert(key, window, window.endMs);
            }
        }
        endAlertWithoutWindows(key);
    }

    private void endAlertWithoutWindows(Key key) {
        boolean hasWindows = key.windows.hasOpen() || key.windows.holdsRows(key.clockMs);
        if (!hasWindows && (conditions.alertClearWhen().isEmpty() || !key.isRaised)) {
            key.isRaised = false;
            key.judgedUntilMs = NO_TIME;
        }
    }

    private void emit(Key key, NaiveWindow window) {
        if (conditions.having().test(window)) {
            results.add(new Result("window", key.name, window.startMs, window.endMs, window.columns()));
        }
    }

    private void watch(Key key, NaiveWindow window, long timeMs) {
        boolean isEarly = conditions.earlyWhen().isPresent()
                && conditions.earlyWhen().get().test(window);
        if (settings.areAlertsEarly() || isEarly) {
            judgeAlert(key, window, timeMs);
        }
        if (isEarly) {
            emit(key, window);
            key.windows.closeEarly(window);
            endAlertWithoutWindows(key);
        }
    }

    private void judgeAlert(Key key, NaiveWindow window, long timeMs) {
        boolean isOld = !(windows instanceof Windows.Count) && window.endMs < key.judgedUntilMs;
        if (conditions.alertWhen().isEmpty() || isOld) {
            return;
        }
        boolean isAlarming = conditions.alertWhen().get().test(window);
        boolean isCool = key.lastAlertMs == NO_TIME || timeMs - key.lastAlertMs >= settings.alertCooldownMs();
        if (key.isRaised) {
            judgeEndOfAlert(key, window, timeMs, isAlarming);
        } else if (isAlarming && isCool) {
            key.lastAlertMs = timeMs;
            key.isRaised = true;
            key.judgedUntilMs = window.endMs;
            results.add(alertOf(key, window, "alert at " + timeMs));
        }
    }

    private void judgeEndOfAlert(Key key, NaiveWindow window, long timeMs, boolean isAlarming) {
        Optional<Predicate<NaiveWindow>> clearWhen = conditions.alertClearWhen();
        boolean isOver = clearWhen.isPresent() ? clearWhen.get().test(window) : !isAlarming;
        key.isRaised = !isOver;
        key.judgedUntilMs = window.endMs;
        if (isOver && clearWhen.isPresent()) {
            results.add(alertOf(key, window, "cleared at " + timeMs));
        }
    }

    private static Result alertOf(Key key, NaiveWindow window, String kind) {
        return new Result(kind, key.name, window.startMs, window.endMs, window.columns());
    }

    /** An update for each open window that has changed since the last ones. */
    List<Result> updates(boolean onlyChanged) {
        List<Result> updates = new ArrayList<>();
        for (Key key : keys.values()) {
            for (NaiveWindow window : key.windows.open()) {
                if ((window.isChanged || !onlyChanged) && conditions.having().test(window)) {
                    updates.add(new Result("update", key.name, window.startMs, window.endMs, window.columns()));
                }
            }
        }
        return updates;
    }

    void updatesGiven() {
        keys.values().forEach(key -> key.windows.open().forEach(window -> window.isChanged = false));
    }
}

package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.query.Condition;
import io.pitwall.sink.windowing.query.WindowQuery;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a key's alert is raised and when it is over: on the rising edge of {@code alert.when}, but not within the cool-down of
 * the alert before.
 *
 * <pre>
 * alert.when   _____/‾‾‾‾‾\_____/‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾\____
 * alert             ^     (over)           ^
 * cool-down         |‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑‑|
 * </pre>
 *
 * An alert is over when {@code alert.clear.when} holds or, without one, when {@code alert.when} no longer does. A window that
 * ends before one by which the alert was raised, kept or ended has no say: windows close behind stream time, and what an older
 * one shows is old. Windows of rows come one after the other, whatever their times, and all have their say.
 */
final class AlertRule {

    private final Optional<Condition> when;
    private final Optional<Condition> clearWhen;
    private final long cooldownMs;
    private final boolean areWindowsInOrderOfEnds;

    AlertRule(WindowQuery query, long cooldownMs, boolean areWindowsInOrderOfEnds) {
        when = query.alertWhen();
        clearWhen = query.alertClearWhen();
        this.cooldownMs = cooldownMs;
        this.areWindowsInOrderOfEnds = areWindowsInOrderOfEnds;
    }

    boolean isPresent() {
        return when.isPresent();
    }

    /** Judges a window at a time: that of the row that changed it, or its end when it closes. */
    void judge(KeyState state, WindowContents window, long timeMs, WindowColumns columns, Results results) {
        KeyFacts facts = state.knownFacts();
        if (when.isEmpty() || (facts != null && isOld(window, facts))) {
            return;
        }
        if (facts != null && facts.isRaised()) {
            judgeRaised(state, facts, window, timeMs, columns, results);
        } else if (isCool(facts, timeMs) && columns.holds(when.get(), results)) {
            raise(state, window, timeMs, columns, results);
        }
    }

    private boolean isOld(WindowContents window, KeyFacts facts) {
        return areWindowsInOrderOfEnds && window.endMs() < facts.judgedUntilMs();
    }

    private void judgeRaised(
            KeyState state,
            KeyFacts facts,
            WindowContents window,
            long timeMs,
            WindowColumns columns,
            Results results) {
        boolean isOver = clearWhen.isPresent()
                ? columns.holds(clearWhen.get(), results)
                : !columns.holds(when.orElseThrow(), results);
        facts.judgeAlert(!isOver, window.endMs());
        if (isOver && clearWhen.isPresent()) {
            results.cleared(state.key, window.startMs(), window.endMs(), timeMs, columns.all(results));
        }
    }

    private static void raise(
            KeyState state, WindowContents window, long timeMs, WindowColumns columns, Results results) {
        KeyFacts facts = state.facts();
        facts.setLastAlertMs(timeMs);
        facts.judgeAlert(true, window.endMs());
        results.alert(state.key, window.startMs(), window.endMs(), timeMs, columns.all(results));
    }

    private boolean isCool(@Nullable KeyFacts facts, long timeMs) {
        return facts == null || facts.lastAlertMs() == KeyState.NO_TIME || timeMs - facts.lastAlertMs() >= cooldownMs;
    }

    /** Says that a key has no window any more. Without {@code alert.clear.when} its alert is over. */
    void windowsAreOver(KeyFacts facts) {
        if (clearWhen.isEmpty() || !facts.isRaised()) {
            facts.forgetAlert();
        }
    }

    /** When {@link #needs} ends; {@link WindowKind#NEVER} if time does not end it. */
    long neededUntilMs(KeyFacts facts) {
        if (facts.isRaised() && clearWhen.isPresent()) {
            return WindowKind.NEVER;
        }
        return facts.lastAlertMs() == KeyState.NO_TIME
                ? KeyState.NO_TIME
                : WindowKind.after(facts.lastAlertMs(), cooldownMs);
    }

    /** Whether the facts of a key without windows still matter to its next alert, which is at a time after {@code clockMs}. */
    boolean needs(KeyFacts facts, long clockMs) {
        return (facts.isRaised() && clearWhen.isPresent()) || !isCool(facts, clockMs);
    }
}

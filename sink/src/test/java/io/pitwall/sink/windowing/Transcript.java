package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.EngineUnderTest.Result;
import io.pitwall.sink.windowing.WindowEngine.Admission;
import io.pitwall.sink.windowing.query.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A story of rows and the windows they must give. Told twice: straight, and with a restart from the committed state after
 * every step; both must end the same way.
 */
final class Transcript {

    private final Windows windows;
    private String where = "";
    private String select = "count(*) as n, sum(x) as total";
    private String having = "";
    private String alertWhen = "";
    private String alertClearWhen = "";
    private String emitEarlyWhen = "";
    private long cooldownMs = 60_000;
    private boolean areAlertsEarly = true;
    private boolean areUpdatesGiven;
    private int emptyWindows;
    private long stateTtlMs = EngineSettings.NEVER;
    private Clock clock = Clock.PARTITION;
    private OnError onError = OnError.REJECT;
    private final List<Consumer<EngineUnderTest>> steps = new ArrayList<>();

    private Transcript(Windows windows) {
        this.windows = windows;
    }

    static Transcript given(Windows windows) {
        return new Transcript(windows);
    }

    static Windows tumbling(long sizeMs) {
        return new Windows.Hopping(sizeMs, sizeMs, 0);
    }

    static Windows hopping(long sizeMs, long advanceMs) {
        return new Windows.Hopping(sizeMs, advanceMs, 0);
    }

    static Windows hopping(long sizeMs, long advanceMs, long graceMs) {
        return new Windows.Hopping(sizeMs, advanceMs, graceMs);
    }

    /** Everything as a connector has it with these settings. */
    Transcript configured(EngineSettings engine, Map<String, String> settings) {
        clock = engine.clock();
        stateTtlMs = engine.stateTtlMs();
        emptyWindows = engine.emptyWindows();
        areUpdatesGiven = engine.areUpdatesGiven();
        areAlertsEarly = engine.areAlertsEarly();
        cooldownMs = engine.alertCooldownMs();
        onError = engine.onError();
        where = settings.getOrDefault("where", "");
        select = settings.getOrDefault("select", "");
        having = settings.getOrDefault("having", "");
        alertWhen = settings.getOrDefault("alert.when", "");
        alertClearWhen = settings.getOrDefault("alert.clear.when", "");
        emitEarlyWhen = settings.getOrDefault("emit.early.when", "");
        return this;
    }

    Transcript where(String condition) {
        where = condition;
        return this;
    }

    Transcript select(String columns) {
        select = columns;
        return this;
    }

    Transcript having(String condition) {
        having = condition;
        return this;
    }

    Transcript alert(String condition, long alertCooldownMs) {
        alertWhen = condition;
        cooldownMs = alertCooldownMs;
        return this;
    }

    Transcript clearedWhen(String condition) {
        alertClearWhen = condition;
        return this;
    }

    /** Alerts are judged only when windows close. */
    Transcript alertsAtClose() {
        areAlertsEarly = false;
        return this;
    }

    Transcript early(String condition) {
        emitEarlyWhen = condition;
        return this;
    }

    Transcript updates() {
        areUpdatesGiven = true;
        return this;
    }

    Transcript emptyWindows(int windows) {
        emptyWindows = windows;
        return this;
    }

    Transcript timeToLive(long timeMs) {
        stateTtlMs = timeMs;
        return this;
    }

    Transcript clockPerKey() {
        clock = Clock.KEY;
        return this;
    }

    Transcript errorsAreNull() {
        onError = OnError.NULL;
        return this;
    }

    /** A row with one column, {@code x}. */
    Transcript row(String key, long timestampMs, Object x) {
        return row(key, timestampMs, Map.of("x", x), Admission.WINDOWED);
    }

    Transcript lateRow(String key, long timestampMs, long lateByMs) {
        steps.add(engine -> {
            assertThat(engine.add(key, timestampMs, Map.of("x", 1))).isEqualTo(Admission.LATE);
            assertThat(engine.lateness().lateByMs()).isEqualTo(lateByMs);
        });
        return this;
    }

    Transcript row(String key, long timestampMs, Map<String, ?> columns, Admission admission) {
        steps.add(engine -> assertThat(engine.add(key, timestampMs, columns))
                .as("row at %d", timestampMs)
                .isEqualTo(admission));
        return this;
    }

    /** Windows that changed are given out. */
    Transcript giveUpdates() {
        steps.add(EngineUnderTest::giveUpdates);
        return this;
    }

    /** Stream time goes on without a row. */
    Transcript tick(long timestampMs) {
        steps.add(engine -> engine.advanceTo(timestampMs));
        return this;
    }

    /** Exactly these results since the last expectation, in any order. */
    Transcript expect(Result... results) {
        steps.add(engine -> assertThat(engine.takeResults()).containsExactlyInAnyOrder(results));
        return this;
    }

    /** Whatever came out since the last expectation. */
    Transcript ignoreResults() {
        steps.add(EngineUnderTest::takeResults);
        return this;
    }

    /** Nothing is left in heap or changelog. */
    Transcript expectNothingHeld() {
        steps.add(EngineUnderTest::assertHoldsNothing);
        return this;
    }

    void tell() {
        tell(engine -> {}, engine -> {});
        tell(engine -> {}, EngineUnderTest::commitAndRestart);
        tell(engine -> engine.interruptAfter(1, engine::commit), engine -> {});
        tell(engine -> engine.interruptAfter(1, engine::commitAndRestart), engine -> {});
    }

    private void tell(Consumer<EngineUnderTest> before, Consumer<EngineUnderTest> afterEachStep) {
        EngineSettings settings = new EngineSettings(
                clock, stateTtlMs, emptyWindows, areUpdatesGiven, areAlertsEarly, cooldownMs, onError);
        QueryText query = new QueryText(where, select, having, alertWhen, alertClearWhen, emitEarlyWhen);
        EngineUnderTest engine = new EngineUnderTest(windows, query, settings);
        before.accept(engine);
        for (Consumer<EngineUnderTest> step : steps) {
            step.accept(engine);
            afterEachStep.accept(engine);
        }
        assertThat(engine.takeResults()).as("results nobody expected").isEmpty();
    }
}

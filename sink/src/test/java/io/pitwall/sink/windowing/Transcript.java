package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;

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
    private long cooldownMs = 60_000;
    private final List<Consumer<EngineUnderTest>> steps = new ArrayList<>();

    private Transcript(Windows windows) {
        this.windows = windows;
    }

    static Transcript given(Windows windows) {
        return new Transcript(windows);
    }

    static Windows tumbling(long sizeMs) {
        return new Windows(sizeMs, sizeMs, 0);
    }

    static Windows hopping(long sizeMs, long advanceMs) {
        return new Windows(sizeMs, advanceMs, 0);
    }

    static Windows hopping(long sizeMs, long advanceMs, long graceMs) {
        return new Windows(sizeMs, advanceMs, graceMs);
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

    /** A row with one column, {@code x}. */
    Transcript row(String key, long timestampMs, Object x) {
        return row(key, timestampMs, Map.of("x", x), Admission.WINDOWED);
    }

    Transcript lateRow(String key, long timestampMs, long lateByMs) {
        steps.add(engine -> {
            assertThat(engine.add(key, timestampMs, Map.of("x", 1))).isEqualTo(Admission.LATE);
            assertThat(engine.lateByMs(timestampMs)).isEqualTo(lateByMs);
        });
        return this;
    }

    Transcript row(String key, long timestampMs, Map<String, ?> columns, Admission admission) {
        steps.add(engine -> assertThat(engine.add(key, timestampMs, columns))
                .as("row at %d", timestampMs)
                .isEqualTo(admission));
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

    /** Nothing is left in heap or changelog. */
    Transcript expectNothingHeld() {
        steps.add(EngineUnderTest::assertHoldsNothing);
        return this;
    }

    void tell() {
        tell(engine -> {});
        tell(EngineUnderTest::commitAndRestart);
    }

    private void tell(Consumer<EngineUnderTest> afterEachStep) {
        EngineUnderTest engine =
                new EngineUnderTest(windows, new QueryText(where, select, having, alertWhen), cooldownMs);
        for (Consumer<EngineUnderTest> step : steps) {
            step.accept(engine);
            afterEachStep.accept(engine);
        }
        assertThat(engine.takeResults()).as("results nobody expected").isEmpty();
    }
}

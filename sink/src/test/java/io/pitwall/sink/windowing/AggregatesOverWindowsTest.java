package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static io.pitwall.sink.windowing.Transcript.hopping;
import static io.pitwall.sink.windowing.Transcript.tumbling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.WindowEngine.Admission;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.transforms.expression.EvaluationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Filters, lists and many columns through windows and restarts. */
final class AggregatesOverWindowsTest {

    @Test
    void aFilterKeepsRowsFromItsOwnAggregateOnly() {
        given(tumbling(10))
                .select("count(*) as n, count(*) filter (where x > 2) as big, sum(x) filter (where x > 2) as total,"
                        + " avg(x) filter (where x > 100) as none")
                .row("a", 0, 1)
                .row("a", 1, 3)
                .row("a", 2, 5)
                .tick(10)
                .expect(window("a", 0, 10, 3L, 2L, 8.0, null))
                .tell();
    }

    @Test
    void aRowOfWhichAFilterIsNullIsNotCounted() {
        given(tumbling(10))
                .select(
                        "count(*) as n, count(*) filter (where y > 0) as positive, count(*) filter (where flag) as flagged")
                .row("a", 0, columns("y", null, "flag", null), Admission.WINDOWED)
                .row("a", 0, columns("y", 1, "flag", true), Admission.WINDOWED)
                .row("a", 0, columns("y", -1, "flag", false), Admission.WINDOWED)
                .tick(10)
                .expect(window("a", 0, 10, 3L, 1L, 1L))
                .tell();
    }

    @Test
    void anArgumentThatNoFilterLetsPassNeedNotBeOfUse() {
        given(tumbling(10))
                .select(
                        "sum(x) filter (where kind = 'number') as bare, sum(x + 1) filter (where kind = 'number') as more")
                .row("a", 0, columns("kind", "text", "x", "not a number"), Admission.WINDOWED)
                .row("a", 0, columns("kind", "number", "x", 2), Admission.WINDOWED)
                .tick(10)
                .expect(window("a", 0, 10, 2.0, 3.0))
                .tell();
    }

    @Test
    void aFilterThatCannotBeComputedRejectsTheRow() {
        EngineUnderTest engine = engine("count(*) filter (where y > 1) as n", OnError.REJECT);

        assertThatThrownBy(() -> engine.add("a", 0, Map.of("y", "text")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("Expected text for `>`");
        assertThatThrownBy(() ->
                        engine("count(*) filter (where y) as n", OnError.REJECT).add("a", 0, Map.of("y", "text")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("Expected a boolean");
    }

    @Test
    void aFilterThatCannotBeComputedIsNullWhereErrorsAre() {
        EngineUnderTest engine = engine(
                "count(*) as n, count(*) filter (where y > 1) as big, count(*) filter (where y) as flagged, last(y) as y",
                OnError.NULL);
        engine.add("a", 0, Map.of("y", 2));
        assertThat(engine.unusable()).as("a number is no condition").isEqualTo(1);
        engine.add("a", 1, Map.of("y", "text"));
        assertThat(engine.unusable()).as("text is neither").isEqualTo(3);
        engine.advanceTo(10);

        assertThat(engine.takeResults()).containsExactly(window("a", 0, 10, 2L, 1L, 0L, "text"));
    }

    @Test
    void aValueThatSeveralAggregatesCannotTakeIsToldOfOnce() {
        EngineUnderTest engine =
                engine("sum(x) as total, avg(x) as mean, last(x) as x, sum(x + 1) as more", OnError.NULL);
        engine.add("a", 0, Map.of("x", 1));
        engine.add("a", 1, Map.of("x", "text"));
        assertThat(engine.unusable()).as("x, and x + 1").isEqualTo(2);
        engine.advanceTo(10);

        assertThat(engine.takeResults()).containsExactly(window("a", 0, 10, 1.0, 1.0, "text", 2.0));
    }

    @Test
    void listsPercentilesAndDistinctCountsGoThroughOverlappingWindows() {
        given(hopping(20, 10))
                .select("collect(x, 3) as first3, percentile(x, 0) as least, count_distinct(x) as distinct")
                .row("a", 12, 3)
                .row("a", 11, 0)
                .row("a", 13, 0)
                .row("a", 25, 0)
                .row("a", 29, 7)
                .expect(window("a", 0, 20, List.of(0L, 3L, 0L), 0.0, 2L))
                .tick(40)
                .expect(
                        window("a", 10, 30, List.of(0L, 3L, 0L), 0.0, 3L),
                        window("a", 20, 40, List.of(0L, 7L), 0.0, 2L))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void manyColumnsAreThoseSeenInTheWindow() {
        given(hopping(20, 10))
                .select("avg(rpm_*) as mean_*, max(*) as *, count(*) as n")
                .row("a", 5, columns("rpm_1", 10, "rpm_2", 4.0, "name", "text"), Admission.WINDOWED)
                .row("a", 15, columns("rpm_1", 20, "rpm_3", null), Admission.WINDOWED)
                .expect(window(
                        "a", -10, 10, Map.of("rpm_1", 10.0, "rpm_2", 4.0), Map.of("rpm_1", 10L, "rpm_2", 4.0), 1L))
                .row("a", 22, columns("temp", 1), Admission.WINDOWED)
                .expect(window("a", 0, 20, Map.of("rpm_1", 15.0, "rpm_2", 4.0), Map.of("rpm_1", 20L, "rpm_2", 4.0), 2L))
                .tick(40)
                .expect(
                        window("a", 10, 30, Map.of("rpm_1", 20.0), Map.of("rpm_1", 20L, "temp", 1L), 2L),
                        window("a", 20, 40, null, Map.of("temp", 1L), 1L))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aFilterIsAlsoForManyColumns() {
        given(tumbling(10))
                .select("sum(*) filter (where x > 1) as *, percentile(*, 1) as top_*")
                .row("a", 0, 1)
                .row("a", 1, 0)
                .tick(10)
                .expect(window("a", 0, 10, null, Map.of("x", 1.0)))
                .row("a", 11, 4)
                .tick(20)
                .expect(window("a", 10, 20, Map.of("x", 4.0), Map.of("x", 4.0)))
                .tell();
    }

    private static EngineUnderTest engine(String select, OnError onError) {
        return new EngineUnderTest(
                tumbling(10),
                new QueryText("", select, "", ""),
                new EngineSettings(Clock.PARTITION, EngineSettings.NEVER, 0, false, false, 0, onError));
    }

    private static Map<String, @Nullable Object> columns(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return columns;
    }
}

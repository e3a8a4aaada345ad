package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.alert;
import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static io.pitwall.sink.windowing.Transcript.hopping;
import static io.pitwall.sink.windowing.Transcript.tumbling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.windowing.WindowEngine.Admission;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.transforms.expression.EvaluationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WindowEngineTest {

    @Test
    void aWindowClosesWhenStreamTimeReachesItsEnd() {
        given(tumbling(10))
                .row("a", 3, 1)
                .tick(9)
                .expect()
                .tick(10)
                .expect(window("a", 0, 10, 1L, 1.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aRowExactlyAtTheEndClosesTheWindowAndEntersTheNext() {
        given(tumbling(10))
                .row("a", 3, 1)
                .row("a", 10, 5)
                .expect(window("a", 0, 10, 1L, 1.0))
                .tick(20)
                .expect(window("a", 10, 20, 1L, 5.0))
                .tell();
    }

    @Test
    void aRowEntersEveryHoppingWindowThatHoldsItPartlyFilledOnesIncluded() {
        given(hopping(4, 2))
                .row("a", 3, 1)
                .tick(100)
                .expect(window("a", 0, 4, 1L, 1.0), window("a", 2, 6, 1L, 1.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void windowsBeforeTheEpochStartAtMultiplesOfTheAdvanceToo() {
        given(hopping(4, 2))
                .row("a", -1, 1)
                .tick(100)
                .expect(window("a", -4, 0, 1L, 1.0), window("a", -2, 2, 1L, 1.0))
                .tell();
    }

    @Test
    void aSizeThatIsNoMultipleOfTheAdvanceIsExact() {
        given(hopping(5, 3))
                .row("a", 6, 1)
                .row("a", 7, 10)
                .row("a", 8, 100)
                .tick(100)
                .expect(window("a", 3, 8, 2L, 11.0), window("a", 6, 11, 3L, 111.0))
                .tell();
    }

    @Test
    void oneKeysRowsMoveTimeForAllKeysOfTheShard() {
        given(tumbling(10))
                .row("a", 3, 1)
                .row("b", 12, 2)
                .expect(window("a", 0, 10, 1L, 1.0))
                .tell();
    }

    @Test
    void aRowIsAcceptedOneMillisecondBeforeItsLastWindowCloses() {
        given(hopping(10, 10, 5))
                .row("a", 3, 1)
                .row("a", 14, 2)
                .row("a", 9, 4)
                .tick(100)
                .expect(window("a", 0, 10, 2L, 5.0), window("a", 10, 20, 1L, 2.0))
                .tell();
    }

    @Test
    void aRowIsLateOnceItsLastWindowHasClosed() {
        given(hopping(10, 10, 5))
                .row("a", 3, 1)
                .row("a", 15, 2)
                .expect(window("a", 0, 10, 1L, 1.0))
                .lateRow("a", 9, 0)
                .row("a", 18, 2)
                .lateRow("b", 9, 3)
                .tick(100)
                .expect(window("a", 10, 20, 2L, 4.0))
                .tell();
    }

    @Test
    void aPartlyLateRowEntersTheWindowsStillOpenAndNoOther() {
        given(hopping(4, 2))
                .row("a", 1, 1)
                .row("a", 4, 10)
                .expect(window("a", -2, 2, 1L, 1.0), window("a", 0, 4, 1L, 1.0))
                .row("a", 3, 100)
                .tick(100)
                .expect(window("a", 2, 6, 2L, 110.0), window("a", 4, 8, 1L, 10.0))
                .tell();
    }

    @Test
    void aGapOfYearsGivesNoWindowsInBetween() {
        long years = 30L * 365 * 24 * 3_600_000;
        given(hopping(2_000, 250))
                .row("a", 100, 1)
                .row("a", 100 + years, 1)
                .select("count(*) as n")
                .expect(
                        window("a", -1_750, 250, 1L),
                        window("a", -1_500, 500, 1L),
                        window("a", -1_250, 750, 1L),
                        window("a", -1_000, 1_000, 1L),
                        window("a", -750, 1_250, 1L),
                        window("a", -500, 1_500, 1L),
                        window("a", -250, 1_750, 1L),
                        window("a", 0, 2_000, 1L))
                .tell();
    }

    @Test
    void rowsThatDoNotCountAreFilteredAndDoNotMoveTime() {
        given(tumbling(10))
                .where("x > 0")
                .row("a", 3, 1)
                .row("a", 50, Map.of("x", -1), Admission.FILTERED)
                .row("a", 50, Map.of(), Admission.FILTERED)
                .expect()
                .row("a", 4, 2)
                .tick(10)
                .expect(window("a", 0, 10, 2L, 3.0))
                .tell();
    }

    @Test
    void nullsAreSkippedAndTheSumOfNothingIsNull() {
        given(tumbling(10))
                .select("count(*) as rows, count(x) as n, sum(x) as s, avg(x) as a, min(x) as lo, first(x) as f")
                .row("a", 3, Map.of(), Admission.WINDOWED)
                .tick(10)
                .expect(window("a", 0, 10, 1L, 0L, null, null, null, null))
                .row("a", 13, Map.of(), Admission.WINDOWED)
                .row("a", 14, Map.of("x", 4), Admission.WINDOWED)
                .tick(20)
                .expect(window("a", 10, 20, 2L, 1L, 4.0, 4.0, 4L, 4L))
                .tell();
    }

    @Test
    void firstAndLastGoByEventTimeAndAmongEqualTimesByArrival() {
        given(tumbling(10))
                .select("first(x) as f, last(x) as l")
                .row("a", 5, "middle")
                .row("a", 2, "first to arrive at 2")
                .row("a", 2, "second to arrive at 2")
                .row("a", 8, "first to arrive at 8")
                .row("a", 8, "second to arrive at 8")
                .row("a", 6, "later arrival of an earlier time")
                .tick(10)
                .expect(window("a", 0, 10, "first to arrive at 2", "second to arrive at 8"))
                .tell();
    }

    @Test
    void firstAndLastHoldAcrossPanes() {
        given(hopping(4, 2))
                .select("first(x) as f, last(x) as l, min(x) as lo, max(x) as hi")
                .row("a", 3, 30)
                .row("a", 1, 10)
                .row("a", 2, 20)
                .tick(4)
                .expect(window("a", 0, 4, 10L, 30L, 10L, 30L))
                .tick(6)
                .expect(window("a", 2, 6, 20L, 30L, 20L, 30L))
                .tell();
    }

    @Test
    void expressionsOverAggregatesAndHavingSeeTheWholeWindow() {
        given(tumbling(10))
                .select("max(x) - min(x) as spread")
                .having("spread > 5 and count(*) > 1")
                .row("a", 1, 1)
                .row("a", 2, 4)
                .row("a", 11, 1)
                .row("a", 12, 9)
                .tick(20)
                .expect(window("a", 10, 20, 8L))
                .tell();
    }

    @Test
    void anAlertFiresAgainExactlyWhenTheCooldownHasPassed() {
        given(tumbling(10))
                .select("sum(x) as s")
                .alertsAtClose()
                .alert("s > 5", 20)
                .row("a", 1, 9)
                .row("a", 11, 9)
                .row("a", 21, 9)
                .tick(30)
                .expect(
                        window("a", 0, 10, 9.0),
                        alert("a", 0, 10, 9.0),
                        window("a", 10, 20, 9.0),
                        window("a", 20, 30, 9.0),
                        alert("a", 20, 30, 9.0))
                .tell();
    }

    @Test
    void theCooldownIsPerKeyAndHavingDoesNotHoldAlertsBack() {
        given(tumbling(10))
                .select("sum(x) as s")
                .having("false")
                .alertsAtClose()
                .alert("s > 5", 1_000)
                .row("a", 1, 9)
                .row("b", 2, 9)
                .row("c", 2, 1)
                .tick(10)
                .expect(alert("a", 0, 10, 9.0), alert("b", 0, 10, 9.0))
                .tell();
    }

    @Test
    void aKeyIsRememberedUntilItsCooldownHasPassedAndForgottenThen() {
        given(tumbling(10))
                .select("sum(x) as s")
                .alertsAtClose()
                .alert("s > 5", 100)
                .row("a", 1, 9)
                .tick(10)
                .expect(window("a", 0, 10, 9.0), alert("a", 0, 10, 9.0))
                .row("a", 101, 9)
                .tick(109)
                .expect()
                .tick(110)
                .expect(window("a", 100, 110, 9.0), alert("a", 100, 110, 9.0))
                .tick(1_000)
                .expect()
                .expectNothingHeld()
                .tell();
    }

    @Test
    void graceDoesNotShortenTheCooldownOfAKeyWithoutOpenRows() {
        given(hopping(10, 10, 100))
                .select("sum(x) as s")
                .alertsAtClose()
                .alert("s > 5", 60)
                .row("a", 1, 9)
                .row("b", 110, 1)
                .expect(window("a", 0, 10, 9.0), alert("a", 0, 10, 9.0))
                .row("a", 11, 9)
                .tick(1_000)
                .expect(window("a", 10, 20, 9.0), window("b", 110, 120, 1.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    @Timeout(20)
    void aKeyRestoredForItsCooldownAloneCostsNoWalkThroughEmptyWindowsBeforeTheEpoch() {
        long longAgoMs = -4_000_000_000_000_000L;
        given(tumbling(10))
                .select("sum(x) as s")
                .alertsAtClose()
                .alert("s > 5", Windows.MAX_SPAN_MS)
                .row("a", longAgoMs, 9)
                .tick(longAgoMs + 10)
                .expect(window("a", longAgoMs, longAgoMs + 10, 9.0), alert("a", longAgoMs, longAgoMs + 10, 9.0))
                .tick(0)
                .expectNothingHeld()
                .tell();
    }

    @Test
    void anArgumentThatCannotBeComputedLeavesTheEngineAsItWas() {
        EngineUnderTest engine =
                new EngineUnderTest(tumbling(10), new QueryText("", "sum(x) as s", "", ""), EngineUnderTest.PLAIN);
        engine.add("a", 1, Map.of("x", 1));

        assertThatThrownBy(() -> engine.add("a", 50, Map.of("x", "secret")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("Expected a number for sum, found text in column `x` at position 5")
                .hasMessageNotContaining("secret");

        assertThat(engine.takeResults()).isEmpty();
        engine.advanceTo(10);
        assertThat(engine.takeResults()).containsExactly(window("a", 0, 10, 1.0));
    }

    @Test
    void aColumnThatCannotBeComputedIsNullAndTheOtherKeysOfTheWindowGoOn() {
        EngineUnderTest engine = new EngineUnderTest(
                tumbling(10),
                new QueryText("", "last(x) + 1 as next, count(*) as n", "", "last(x) > 5"),
                EngineUnderTest.ALERTS_AT_CLOSE);
        engine.add("a", 1, Map.of("x", 8));
        engine.add("b", 1, Map.of("x", "text"));
        engine.add("c", 1, Map.of("x", 9));

        engine.advanceTo(10);

        assertThat(engine.takeResults())
                .containsExactlyInAnyOrder(
                        window("a", 0, 10, 9L, 1L),
                        alert("a", 0, 10, 9L, 1L),
                        window("b", 0, 10, null, 1L),
                        window("c", 0, 10, 10L, 1L),
                        alert("c", 0, 10, 10L, 1L));
        assertThat(engine.uncomputable()).isEqualTo(2);
    }

    @Test
    void anUnchangedKeyIsNotWrittenAgain() {
        EngineUnderTest engine =
                new EngineUnderTest(tumbling(10), new QueryText("", "sum(x) as s", "", ""), EngineUnderTest.PLAIN);
        engine.add("a", 1, Map.of("x", 1));
        engine.add("b", 1, Map.of("x", 1));
        engine.commit();
        assertThat(engine.changelogRows()).isEqualTo(2);

        WindowEngine.Admission admission = engine.add("a", 2, Map.of("x", 1));

        assertThat(admission).isEqualTo(Admission.WINDOWED);
        assertThat(engine.changedRows()).isEqualTo(1);
    }
}

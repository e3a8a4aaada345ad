package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.alertAt;
import static io.pitwall.sink.windowing.EngineUnderTest.clearedAt;
import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static io.pitwall.sink.windowing.Transcript.hopping;
import static io.pitwall.sink.windowing.Transcript.tumbling;

import org.junit.jupiter.api.Test;

final class AlertRuleTest {

    @Test
    void anAlertIsRaisedByTheRowThatMakesTheConditionTrueAndNotAgainWhileItIs() {
        given(tumbling(10))
                .alert("total > 5", 0)
                .row("a", 1, 3)
                .expect()
                .row("a", 2, 3)
                .expect(alertAt(2, "a", 0, 10, 2L, 6.0))
                .row("a", 3, 3)
                .tick(10)
                .expect(window("a", 0, 10, 3L, 9.0))
                .tell();
    }

    @Test
    void anAlertIsRaisedAgainOnceTheConditionHasBeenFalse() {
        given(tumbling(10))
                .alert("total > 5", 0)
                .row("a", 1, 9)
                .expect(alertAt(1, "a", 0, 10, 1L, 9.0))
                .row("a", 2, -9)
                .row("a", 3, 9)
                .expect(alertAt(3, "a", 0, 10, 3L, 9.0))
                .tick(10)
                .expect(window("a", 0, 10, 3L, 9.0))
                .tell();
    }

    @Test
    void noAlertIsRaisedOneMillisecondBeforeTheCooldownHasPassed() {
        given(tumbling(100))
                .alert("total > 5", 20)
                .row("a", 1, 9)
                .row("a", 2, -9)
                .expect(alertAt(1, "a", 0, 100, 1L, 9.0))
                .row("a", 20, 9)
                .row("a", 20, -9)
                .expect()
                .row("a", 21, 9)
                .expect(alertAt(21, "a", 0, 100, 5L, 9.0))
                .tick(100)
                .expect(window("a", 0, 100, 5L, 9.0))
                .tell();
    }

    @Test
    void anAlertThatOutlastsTheCooldownIsNotRaisedAgain() {
        given(hopping(10, 5))
                .alert("n >= 1", 0)
                .row("a", 6, 1)
                .expect(alertAt(6, "a", 0, 10, 1L, 1.0))
                .row("a", 11, 1)
                .row("a", 16, 1)
                .expect(window("a", 0, 10, 1L, 1.0), window("a", 5, 15, 2L, 2.0))
                .tick(100)
                .expect(window("a", 10, 20, 2L, 2.0), window("a", 15, 25, 1L, 1.0))
                .tell();
    }

    @Test
    void withAClearConditionAnAlertStaysRaisedUntilThatHolds() {
        given(tumbling(100))
                .alert("total > 5", 0)
                .clearedWhen("total < 2")
                .row("a", 1, 9)
                .expect(alertAt(1, "a", 0, 100, 1L, 9.0))
                .row("a", 2, -6)
                .row("a", 3, 6)
                .expect()
                .row("a", 4, -9)
                .expect(clearedAt(4, "a", 0, 100, 4L, 0.0))
                .row("a", 5, 9)
                .expect(alertAt(5, "a", 0, 100, 5L, 9.0))
                .tick(100)
                .expect(window("a", 0, 100, 5L, 9.0))
                .tell();
    }

    @Test
    void withAClearConditionAnAlertOutlastsThePausesOfItsKey() {
        given(tumbling(10))
                .alert("total > 5", 0)
                .clearedWhen("total < 2")
                .row("a", 1, 9)
                .tick(10)
                .expect(alertAt(1, "a", 0, 10, 1L, 9.0), window("a", 0, 10, 1L, 9.0))
                .row("a", 1_001, 3)
                .expect()
                .row("a", 1_002, -2)
                .expect(clearedAt(1_002, "a", 1_000, 1_010, 2L, 1.0))
                .tick(2_000)
                .expect(window("a", 1_000, 1_010, 2L, 1.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void withoutAClearConditionAnAlertIsOverWhenTheKeyHasNoWindow() {
        given(tumbling(10))
                .alert("n >= 1", 0)
                .row("a", 1, 9)
                .row("a", 11, 9)
                .expect(alertAt(1, "a", 0, 10, 1L, 9.0), window("a", 0, 10, 1L, 9.0), alertAt(11, "a", 10, 20, 1L, 9.0))
                .tick(20)
                .expect(window("a", 10, 20, 1L, 9.0))
                .tell();
    }

    @Test
    void withAClockPerKeyAnAlertIsOverWhenTheKeyHasNoWindowToo() {
        given(tumbling(10))
                .clockPerKey()
                .alert("n >= 1", 0)
                .row("a", 1, 9)
                .row("a", 11, 9)
                .expect(alertAt(1, "a", 0, 10, 1L, 9.0), window("a", 0, 10, 1L, 9.0), alertAt(11, "a", 10, 20, 1L, 9.0))
                .tick(20)
                .expect(window("a", 10, 20, 1L, 9.0))
                .tell();
    }

    @Test
    void aWindowThatEndsBeforeTheAlarmingOneDoesNotEndTheAlert() {
        given(new Windows.Hopping(10, 10, 5))
                .alert("total > 5", 0)
                .row("a", 1, 1)
                .row("a", 11, 9)
                .expect(alertAt(11, "a", 10, 20, 1L, 9.0))
                .row("a", 15, 1)
                .expect(window("a", 0, 10, 1L, 1.0))
                .row("a", 16, 1)
                .expect()
                .tick(25)
                .expect(window("a", 10, 20, 3L, 11.0))
                .tell();
    }

    @Test
    void aWindowThatEndsBeforeTheOneThatEndedTheAlertRaisesNoOther() {
        given(new Windows.Hopping(10, 10, 5))
                .alert("total > 5", 0)
                .row("a", 1, 9)
                .expect(alertAt(1, "a", 0, 10, 1L, 9.0))
                .row("a", 12, 1)
                .tick(15)
                .expect(window("a", 0, 10, 1L, 9.0))
                .tick(25)
                .expect(window("a", 10, 20, 1L, 1.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void theWindowThatEndedTheAlertRaisesAnotherWhenALateRowMakesItAlarming() {
        given(new Windows.Hopping(10, 10, 5))
                .alert("total > 5", 0)
                .row("a", 1, 9)
                .row("a", 12, 1)
                .row("a", 21, 1)
                .row("a", 13, 9)
                .expect(alertAt(1, "a", 0, 10, 1L, 9.0), window("a", 0, 10, 1L, 9.0))
                .tick(25)
                .expect(window("a", 10, 20, 2L, 10.0), alertAt(20, "a", 10, 20, 2L, 10.0))
                .tick(35)
                .expect(window("a", 20, 30, 1L, 1.0))
                .tell();
    }

    @Test
    void aWindowOfRowsEndsTheAlertOfTheOneBeforeEvenIfItsTimesAreEarlier() {
        given(new Windows.Count(2, 2))
                .alert("total > 5", 0)
                .clearedWhen("total < 2")
                .row("a", 100, 9)
                .row("a", 5, 0)
                .expect(alertAt(100, "a", 100, 101, 1L, 9.0), window("a", 5, 101, 2L, 9.0))
                .row("a", 6, 1)
                .expect(clearedAt(6, "a", 6, 7, 1L, 1.0))
                .tell();
    }

    @Test
    void afterARowTheWindowIsJudgedThatHoldsStreamTimeAndEndsFirst() {
        given(hopping(10, 5))
                .alert("n >= 2", 0)
                .row("a", 6, 1)
                .row("a", 11, 1)
                .expect(window("a", 0, 10, 1L, 1.0), alertAt(11, "a", 5, 15, 2L, 2.0))
                .tick(100)
                .expect(window("a", 5, 15, 2L, 2.0), window("a", 10, 20, 1L, 1.0))
                .tell();
    }

    @Test
    void aRowOlderThanTheCurrentWindowRaisesNoAlertBeforeItsWindowCloses() {
        given(new Windows.Hopping(10, 10, 5))
                .alert("n >= 2", 0)
                .row("a", 8, 1)
                .row("a", 11, 1)
                .row("a", 9, 1)
                .expect()
                .tick(15)
                .expect(window("a", 0, 10, 2L, 2.0), alertAt(10, "a", 0, 10, 2L, 2.0))
                .tick(25)
                .expect(window("a", 10, 20, 1L, 1.0))
                .tell();
    }

    @Test
    void anEmptyWindowCanClearAnAlert() {
        given(tumbling(10))
                .emptyWindows(1)
                .alert("n >= 1", 0)
                .clearedWhen("n < 1")
                .row("a", 1, 1)
                .tick(20)
                .expect(
                        alertAt(1, "a", 0, 10, 1L, 1.0),
                        window("a", 0, 10, 1L, 1.0),
                        window("a", 10, 20, 0L, null),
                        clearedAt(20, "a", 10, 20, 0L, null))
                .tell();
    }
}

package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;

import org.junit.jupiter.api.Test;

final class SessionWindowsTest {

    private static final Windows GAP_10 = new Windows.Session(10, 0);
    private static final Windows GAP_10_GRACE_30 = new Windows.Session(10, 30);

    @Test
    void rowsOneMillisecondLessThanTheGapApartShareASession() {
        given(GAP_10)
                .row("a", 0, 1)
                .row("a", 9, 2)
                .tick(18)
                .expect()
                .tick(19)
                .expect(window("a", 0, 19, 2L, 3.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void rowsExactlyTheGapApartAreTwoSessions() {
        given(GAP_10)
                .row("a", 0, 1)
                .row("a", 10, 2)
                .expect(window("a", 0, 10, 1L, 1.0))
                .tick(20)
                .expect(window("a", 10, 20, 1L, 2.0))
                .tell();
    }

    @Test
    void aLateRowThatIsNearToTwoSessionsMergesThem() {
        given(GAP_10_GRACE_30)
                .row("a", 0, 1)
                .row("a", 18, 2)
                .row("a", 9, 4)
                .tick(58)
                .expect(window("a", 0, 28, 3L, 7.0))
                .tell();
    }

    @Test
    void aLateRowThatIsNearToOneSessionLeavesTheOtherAlone() {
        given(GAP_10_GRACE_30)
                .row("a", 0, 1)
                .row("a", 19, 2)
                .row("a", 9, 4)
                .tick(100)
                .expect(window("a", 0, 19, 2L, 5.0), window("a", 19, 29, 1L, 2.0))
                .tell();
    }

    @Test
    void aLateRowBeforeASessionMovesItsStart() {
        given(GAP_10_GRACE_30)
                .row("a", 20, 1)
                .row("a", 11, 2)
                .tick(100)
                .expect(window("a", 11, 30, 2L, 3.0))
                .tell();
    }

    @Test
    void twoLateSessionsOfAKeyCloseEachInItsTime() {
        given(GAP_10_GRACE_30)
                .row("a", 50, 1)
                .row("a", 20, 2)
                .row("a", 32, 4)
                .tick(60)
                .expect(window("a", 20, 30, 1L, 2.0))
                .tick(71)
                .expect()
                .tick(72)
                .expect(window("a", 32, 42, 1L, 4.0))
                .tick(90)
                .expect(window("a", 50, 60, 1L, 1.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aRowIsAcceptedOneMillisecondBeforeASessionOfItsOwnWouldHaveClosed() {
        given(GAP_10_GRACE_30)
                .row("b", 60, 1)
                .row("a", 21, 2)
                .tick(61)
                .expect(window("a", 21, 31, 1L, 2.0))
                .tick(100)
                .expect(window("b", 60, 70, 1L, 1.0))
                .tell();
    }

    @Test
    void aRowIsLateOnceASessionOfItsOwnWouldHaveClosed() {
        given(GAP_10_GRACE_30)
                .row("b", 60, 1)
                .lateRow("a", 20, 0)
                .lateRow("a", 15, 5)
                .tick(100)
                .expect(window("b", 60, 70, 1L, 1.0))
                .tell();
    }

    @Test
    void aRowThatIsTooLateForASessionOfItsOwnStillJoinsOneThatIsOpen() {
        given(GAP_10_GRACE_30)
                .row("a", 25, 1)
                .row("b", 60, 1)
                .row("a", 16, 2)
                .tick(65)
                .expect(window("a", 16, 35, 2L, 3.0))
                .tick(100)
                .expect(window("b", 60, 70, 1L, 1.0))
                .tell();
    }

    @Test
    void rowsAfterASessionThatEndedEarlyBeginANewOne() {
        given(GAP_10)
                .early("total >= 10")
                .row("a", 0, 4)
                .row("a", 3, 6)
                .expect(window("a", 0, 13, 2L, 10.0))
                .row("a", 5, 1)
                .tick(15)
                .expect(window("a", 5, 15, 1L, 1.0))
                .expectNothingHeld()
                .tell();
    }
}

package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.alertAt;
import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.WindowEngine.Admission;
import io.pitwall.sink.windowing.query.QueryText;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlidingWindowsTest {

    private static final Windows SIZE_10 = new Windows.Sliding(10, 0);
    private static final Windows SIZE_10_GRACE_20 = new Windows.Sliding(10, 20);

    @Test
    void aRowExactlyTheSizeOlderIsInTheWindow() {
        given(SIZE_10)
                .row("a", 0, 1)
                .row("a", 10, 2)
                .tick(11)
                .expect(window("a", -10, 1, 1L, 1.0), window("a", 0, 11, 2L, 3.0))
                .tick(21)
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aRowOneMillisecondMoreThanTheSizeOlderIsNot() {
        given(SIZE_10)
                .row("a", 0, 1)
                .row("a", 11, 2)
                .tick(12)
                .expect(window("a", -10, 1, 1L, 1.0), window("a", 1, 12, 1L, 2.0))
                .tell();
    }

    @Test
    void rowsOfOneKeyAndTimeShareOneResult() {
        given(SIZE_10)
                .row("a", 5, 1)
                .row("a", 5, 2)
                .row("b", 5, 4)
                .tick(6)
                .expect(window("a", -5, 6, 2L, 3.0), window("b", -5, 6, 1L, 4.0))
                .tell();
    }

    @Test
    void aRowWhoseOwnWindowHasClosedEntersTheOpenWindowsOfLaterRows() {
        given(SIZE_10_GRACE_20)
                .row("a", 30, 1)
                .row("a", 9, 8)
                .row("a", 19, 2)
                .tick(100)
                .expect(window("a", 9, 20, 2L, 10.0), window("a", 20, 31, 1L, 1.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aRowIsAcceptedAsLongAsARowToComeMayHaveItInItsWindow() {
        given(SIZE_10_GRACE_20)
                .row("b", 40, 1)
                .row("a", 10, 2)
                .row("a", 20, 4)
                .tick(41)
                .expect(window("a", 10, 21, 2L, 6.0))
                .tick(100)
                .expect(window("b", 30, 41, 1L, 1.0))
                .tell();
    }

    @Test
    void aRowIsLateOnceNoWindowThatHoldsItCanBeOpen() {
        given(SIZE_10_GRACE_20)
                .row("b", 41, 1)
                .lateRow("a", 10, 0)
                .lateRow("a", 7, 3)
                .tick(100)
                .expect(window("b", 31, 42, 1L, 1.0))
                .tell();
    }

    @Test
    void twoLateRowsOfAKeyCloseEachInItsTime() {
        given(SIZE_10_GRACE_20)
                .row("a", 30, 1)
                .row("a", 15, 2)
                .row("a", 17, 4)
                .tick(36)
                .expect(window("a", 5, 16, 1L, 2.0))
                .tick(37)
                .expect()
                .tick(38)
                .expect(window("a", 7, 18, 2L, 6.0))
                .tick(51)
                .expect(window("a", 20, 31, 1L, 1.0))
                .tell();
    }

    @Test
    void aRowThatComesWhileOlderOnesAreOnlyKeptForItsWindowClosesInItsTime() {
        given(SIZE_10)
                .row("a", 0, 1)
                .tick(3)
                .expect(window("a", -10, 1, 1L, 1.0))
                .row("a", 4, 2)
                .tick(5)
                .expect(window("a", -6, 5, 2L, 3.0))
                .tell();
    }

    @Test
    void anAlertIsNotJudgedOverAWindowThatHasClosed() {
        given(SIZE_10)
                .alert("n >= 1", 0)
                .row("b", 20, 1)
                .expect(alertAt(20, "b", 10, 21, 1L, 1.0))
                .row("a", 15, 1)
                .expect()
                .tick(100)
                .expect(window("b", 10, 21, 1L, 1.0))
                .tell();
    }

    @Test
    void aKeyWithAsManyTimesAsItMayHoldRefusesAnotherTimeAndTakesRowsOfThose() {
        EngineUnderTest engine = new EngineUnderTest(
                new Windows.Sliding(10, Windows.MAX_OPEN_SLICES),
                new QueryText("", "count(*) as n", "", ""),
                EngineUnderTest.PLAIN);
        for (int timeMs = 1; timeMs <= Windows.MAX_OPEN_SLICES; timeMs++) {
            assertThat(engine.add("a", timeMs, Map.of())).isEqualTo(Admission.WINDOWED);
        }

        assertThat(engine.add("a", 0, Map.of())).isEqualTo(Admission.REFUSED);
        assertThat(engine.add("a", 7, Map.of())).isEqualTo(Admission.WINDOWED);
        assertThat(engine.add("b", 0, Map.of())).isEqualTo(Admission.WINDOWED);
    }
}

package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static io.pitwall.sink.windowing.Transcript.hopping;
import static io.pitwall.sink.windowing.Transcript.tumbling;

import org.junit.jupiter.api.Test;

final class ClockPerKeyTest {

    @Test
    void aKeyThatIsAheadClosesNoWindowOfAnotherKey() {
        given(tumbling(10))
                .clockPerKey()
                .row("a", 3, 1)
                .row("b", 1_000, 2)
                .expect()
                .row("a", 4, 4)
                .row("a", 10, 8)
                .expect(window("a", 0, 10, 2L, 5.0))
                .tell();
    }

    @Test
    void aRowIsLateByTheClockOfItsKey() {
        given(tumbling(10))
                .clockPerKey()
                .row("a", 13, 1)
                .lateRow("a", 9, 3)
                .row("b", 9, 2)
                .tick(100)
                .expect(window("a", 10, 20, 1L, 1.0), window("b", 0, 10, 1L, 2.0))
                .tell();
    }

    @Test
    void timePassesAtTheSamePaceForEveryKey() {
        given(tumbling(10))
                .clockPerKey()
                .row("b", 103, 1)
                .row("a", 5, 2)
                .tick(107)
                .expect()
                .tick(108)
                .expect(window("a", 0, 10, 1L, 2.0))
                .tick(110)
                .expect(window("b", 100, 110, 1L, 1.0))
                .tell();
    }

    @Test
    void timeDoesNotPassForAKeyThatHasNoWindowToClose() {
        given(tumbling(10))
                .clockPerKey()
                .row("a", 3, 1)
                .tick(10)
                .expect(window("a", 0, 10, 1L, 1.0))
                .tick(1_000)
                .row("a", 12, 2)
                .tick(1_008)
                .expect(window("a", 10, 20, 1L, 2.0))
                .tell();
    }

    @Test
    void theWindowsOfASilentKeyCloseWhenItsClockIsTheTimeToLiveBehind() {
        given(tumbling(10))
                .clockPerKey()
                .timeToLive(80)
                .row("a", 3, 1)
                .row("b", 89, 2)
                .expect()
                .row("b", 90, 4)
                .expect(window("a", 0, 10, 1L, 1.0), window("b", 80, 90, 1L, 2.0))
                .tell();
    }

    @Test
    void aRowThatComesAfterTheTimeToLiveFindsTheWindowsBeforeItClosed() {
        given(hopping(10, 2))
                .clockPerKey()
                .timeToLive(800)
                .row("a", 1, 1)
                .row("b", 800, 2)
                .row("b", 805, 2)
                .expect(window("b", 792, 802, 1L, 2.0), window("b", 794, 804, 1L, 2.0))
                .row("a", 3, 4)
                .expect(window("a", -8, 2, 1L, 1.0), window("a", -6, 4, 1L, 1.0))
                .row("a", 100, 8)
                .expect(
                        window("a", -4, 6, 2L, 5.0),
                        window("a", -2, 8, 2L, 5.0),
                        window("a", 0, 10, 2L, 5.0),
                        window("a", 2, 12, 1L, 4.0))
                .tick(2_000)
                .ignoreResults()
                .tell();
    }

    @Test
    void aKeyIsForgottenWithTheTimeToLiveAndCannotRepeatAWindow() {
        given(tumbling(10))
                .clockPerKey()
                .timeToLive(80)
                .row("a", 3, 1)
                .row("a", 12, 1)
                .expect(window("a", 0, 10, 1L, 1.0))
                .row("b", 100, 2)
                .expect(window("a", 10, 20, 1L, 1.0))
                .lateRow("a", 13, 0)
                .tick(200)
                .expect(window("b", 100, 110, 1L, 2.0))
                .tick(300)
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aSilentKeysEmptyWindowsComeOutBeforeItIsForgotten() {
        given(tumbling(10))
                .clockPerKey()
                .timeToLive(80)
                .emptyWindows(2)
                .row("a", 3, 1)
                .row("b", 90, 1)
                .expect(window("a", 0, 10, 1L, 1.0))
                .row("b", 100, 1)
                .expect(window("a", 10, 20, 0L, null), window("b", 90, 100, 1L, 1.0))
                .row("b", 110, 1)
                .expect(window("a", 20, 30, 0L, null), window("b", 100, 110, 1L, 1.0))
                .row("b", 120, 1)
                .expect(window("b", 110, 120, 1L, 1.0))
                .tell();
    }
}

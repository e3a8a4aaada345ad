package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.alertAt;
import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.query.QueryText;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CountWindowsTest {

    @Test
    void aWindowClosesOnItsLastRowAndNotBefore() {
        given(new Windows.Count(3, 3))
                .row("a", 5, 1)
                .row("a", 6, 2)
                .expect()
                .row("a", 7, 4)
                .expect(window("a", 5, 8, 3L, 7.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void rowsAreTakenInTheOrderInWhichTheyComeWhateverTheirTimes() {
        given(new Windows.Count(2, 2))
                .row("a", 100, 1)
                .row("a", 3, 2)
                .expect(window("a", 3, 101, 2L, 3.0))
                .row("a", 50, 4)
                .row("a", 60, 8)
                .expect(window("a", 50, 61, 2L, 12.0))
                .tell();
    }

    @Test
    void windowsThatOverlapShareTheirRows() {
        given(new Windows.Count(3, 2))
                .row("a", 1, 1)
                .row("a", 2, 2)
                .row("a", 3, 4)
                .expect(window("a", 1, 4, 3L, 7.0))
                .row("a", 4, 8)
                .expect()
                .row("a", 5, 16)
                .expect(window("a", 3, 6, 3L, 28.0))
                .tell();
    }

    @Test
    void eachKeyCountsForItself() {
        given(new Windows.Count(2, 2))
                .row("a", 1, 1)
                .row("b", 2, 2)
                .expect()
                .row("a", 3, 4)
                .expect(window("a", 1, 4, 2L, 5.0))
                .tell();
    }

    @Test
    void timeClosesNoWindow() {
        given(new Windows.Count(2, 2))
                .row("a", 1, 1)
                .tick(1_000_000_000)
                .expect()
                .row("a", 2, 2)
                .expect(window("a", 1, 3, 2L, 3.0))
                .tell();
    }

    @Test
    void anIncompleteWindowOutlivesItsLatestRowUntilTheTimeToLive() {
        given(new Windows.Count(2, 2))
                .timeToLive(80)
                .row("a", 40, 1)
                .row("b", 119, 1)
                .row("a", 119, 2)
                .expect(window("a", 40, 120, 2L, 3.0))
                .tell();
    }

    @Test
    void anIncompleteWindowIsForgottenWithTheTimeToLive() {
        given(new Windows.Count(2, 2))
                .timeToLive(80)
                .row("a", 40, 1)
                .tick(120)
                .expectNothingHeld()
                .row("a", 120, 2)
                .row("a", 121, 4)
                .expect(window("a", 120, 122, 2L, 6.0))
                .tell();
    }

    @Test
    void theTimeToLiveCountsFromTheGreatestTimeOfAnyRow() {
        given(new Windows.Count(3, 1))
                .timeToLive(80)
                .row("a", 100, 1)
                .row("a", 10, 2)
                .tick(179)
                .row("a", 20, 4)
                .expect(window("a", 10, 101, 3L, 7.0))
                .tell();
    }

    @Test
    void rowsOfOlderTimesDoNotRaiseAnAlertWithinItsCooldown() {
        given(new Windows.Count(1, 1))
                .alert("total > 5", 50)
                .row("a", 100, 9)
                .expect(window("a", 100, 101, 1L, 9.0), alertAt(100, "a", 100, 101, 1L, 9.0))
                .row("b", 1_000, 1)
                .row("a", 120, 9)
                .expect(window("b", 1_000, 1_001, 1L, 1.0), window("a", 120, 121, 1L, 9.0))
                .row("a", 150, 9)
                .expect(window("a", 150, 151, 1L, 9.0), alertAt(150, "a", 150, 151, 1L, 9.0))
                .tell();
    }

    @Test
    void rowsLostToTheTimeToLiveDoNotComeBackWithARestart() {
        EngineUnderTest engine = new EngineUnderTest(
                new Windows.Count(3, 1),
                new QueryText("", "sum(x) as total", "", "total > 100", "total < 0", ""),
                new EngineSettings(Clock.PARTITION, 80, 0, false, true, 0, OnError.REJECT));
        // So many that the last lie in a state row far from the first; the raised alert keeps the key alive.
        for (int row = 1; row <= 50; row++) {
            engine.add("a", row, Map.of("x", 200));
        }
        engine.commit();
        engine.takeResults();

        engine.advanceTo(200);
        engine.add("a", 200, Map.of("x", 1));
        engine.add("a", 201, Map.of("x", 1));
        engine.commitAndRestart();
        engine.add("a", 202, Map.of("x", 1));

        assertThat(engine.takeResults()).containsExactly(window("a", 200, 203, 3.0));
    }
}

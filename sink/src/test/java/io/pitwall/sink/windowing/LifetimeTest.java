package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.alertAt;
import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static io.pitwall.sink.windowing.Transcript.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.query.QueryText;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LifetimeTest {

    @Test
    void aRaisedAlertIsRememberedUntilTheTimeToLive() {
        given(tumbling(10))
                .timeToLive(800)
                .alert("n >= 1", 0)
                .clearedWhen("n > 100")
                .row("a", 1, 1)
                .tick(10)
                .expect(alertAt(1, "a", 0, 10, 1L, 1.0), window("a", 0, 10, 1L, 1.0))
                .tick(809)
                .row("a", 809, 1)
                .expect()
                .tick(820)
                .expect(window("a", 800, 810, 1L, 1.0))
                .tell();
    }

    @Test
    void aRaisedAlertIsForgottenWithTheTimeToLive() {
        given(tumbling(10))
                .timeToLive(800)
                .alert("n >= 1", 0)
                .clearedWhen("n > 100")
                .row("a", 1, 1)
                .tick(10)
                .expect(alertAt(1, "a", 0, 10, 1L, 1.0), window("a", 0, 10, 1L, 1.0))
                .tick(900)
                .expectNothingHeld()
                .row("a", 901, 1)
                .expect(alertAt(901, "a", 900, 910, 1L, 1.0))
                .tick(910)
                .expect(window("a", 900, 910, 1L, 1.0))
                .tell();
    }

    @Test
    void theTimeToLiveCountsFromTheLatestPause() {
        given(tumbling(10))
                .timeToLive(800)
                .alert("n >= 1", 0)
                .clearedWhen("n > 100")
                .row("a", 1, 1)
                .row("a", 501, 1)
                .tick(510)
                .ignoreResults()
                .tick(1_299)
                .row("a", 1_299, 1)
                .expect()
                .tick(1_300)
                .expect(window("a", 1_290, 1_300, 1L, 1.0))
                .tell();
    }

    @Test
    void aRestartForgetsNoKeyBeforeItsTime() {
        given(new Windows.Session(10, 0))
                .timeToLive(800)
                .alert("n >= 1", 0)
                .clearedWhen("n > 100")
                .row("a", 100, 1)
                .tick(110)
                .ignoreResults()
                .tick(905)
                // The time to live has passed, but keys are looked at when stream time enters another eighth of it.
                .tick(950)
                .row("a", 950, 1)
                .expect()
                .tick(960)
                .expect(window("a", 950, 960, 1L, 1.0))
                .tell();
    }

    @Test
    void forgottenKeysAreCounted() {
        EngineUnderTest engine = new EngineUnderTest(
                tumbling(10),
                new QueryText("", "count(*) as n", "", ""),
                new EngineSettings(Clock.KEY, 80, 0, false, true, 0, OnError.REJECT));
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());
        engine.add("c", 500, Map.of());

        assertThat(engine.expiredKeys()).isEqualTo(2);
    }

    @Test
    void keysForgottenWithTheRowsOfAnIncompleteWindowAreCounted() {
        EngineUnderTest engine = new EngineUnderTest(
                new Windows.Count(2, 2),
                new QueryText("", "count(*) as n", "", ""),
                new EngineSettings(Clock.PARTITION, 80, 0, false, true, 0, OnError.REJECT));
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());
        engine.add("b", 2, Map.of());
        engine.add("c", 500, Map.of());

        assertThat(engine.expiredKeys()).isEqualTo(1);
    }

    @Test
    void aKeyWhoseAlertOutlivesItsRowsIsCountedOnce() {
        EngineUnderTest engine = new EngineUnderTest(
                new Windows.Count(2, 2),
                new QueryText("", "count(*) as n", "", "n >= 1"),
                new EngineSettings(Clock.PARTITION, 80, 0, false, true, 0, OnError.REJECT));
        engine.add("a", 1, Map.of());
        engine.add("c", 500, Map.of());
        assertThat(engine.expiredKeys()).isZero();

        engine.add("c", 600, Map.of());

        assertThat(engine.expiredKeys()).isEqualTo(1);
    }
}

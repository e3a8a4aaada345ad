package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.alertAt;
import static io.pitwall.sink.windowing.EngineUnderTest.update;
import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;
import static io.pitwall.sink.windowing.Transcript.hopping;
import static io.pitwall.sink.windowing.Transcript.tumbling;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.query.QueryText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows that are given out before they close, and windows without rows. */
final class EmissionTest {

    @Test
    void aWindowThatMeetsTheEarlyConditionIsGivenOutOnceAndTakesNoMoreRows() {
        given(tumbling(10))
                .early("n >= 2")
                .row("a", 1, 1)
                .expect()
                .row("a", 2, 2)
                .expect(window("a", 0, 10, 2L, 3.0))
                .lateRow("a", 3, 0)
                .tick(10)
                .expect()
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aWindowThatEndedEarlyForOneKeyGoesOnForAnother() {
        given(tumbling(10))
                .early("n >= 2")
                .row("a", 1, 1)
                .row("b", 1, 1)
                .row("a", 2, 2)
                .expect(window("a", 0, 10, 2L, 3.0))
                .tick(10)
                .expect(window("b", 0, 10, 1L, 1.0))
                .tell();
    }

    @Test
    void aRowOfAWindowThatEndedEarlyEntersTheOthersThatHoldIt() {
        given(hopping(10, 5))
                .early("n >= 2")
                .row("a", 6, 1)
                .row("a", 7, 2)
                .expect(window("a", 0, 10, 2L, 3.0))
                .row("a", 8, 4)
                .tick(15)
                .expect(window("a", 5, 15, 3L, 7.0))
                .tell();
    }

    @Test
    void anEarlyWindowThatHavingDoesNotLetThroughIsOverAllTheSame() {
        given(tumbling(10))
                .early("n >= 2")
                .having("total > 100")
                .row("a", 1, 1)
                .row("a", 2, 2)
                .expect()
                .lateRow("a", 3, 0)
                .tick(10)
                .expect()
                .tell();
    }

    @Test
    void aWindowThatEndsEarlyIsJudgedForAnAlertThen() {
        given(tumbling(10))
                .early("n >= 2")
                .alertsAtClose()
                .alert("total > 2", 0)
                .row("a", 1, 1)
                .row("a", 2, 2)
                .expect(window("a", 0, 10, 2L, 3.0), alertAt(2, "a", 0, 10, 2L, 3.0))
                .tick(10)
                .expect()
                .tell();
    }

    @Test
    void everyWindowThatHasChangedHasAnUpdate() {
        given(hopping(10, 5))
                .updates()
                .row("a", 1, 1)
                .giveUpdates()
                .expect(update("a", -5, 5, 1L, 1.0), update("a", 0, 10, 1L, 1.0))
                .tell();
    }

    @Test
    void aWindowThatHasNotChangedHasNoUpdate() {
        EngineUnderTest engine = new EngineUnderTest(
                tumbling(10),
                new QueryText("", "count(*) as n", "", ""),
                new EngineSettings(Clock.PARTITION, EngineSettings.NEVER, 0, true, true, 0, OnError.REJECT));
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());
        engine.giveUpdates();
        engine.takeResults();

        engine.add("b", 2, Map.of());
        engine.giveUpdates();

        assertThat(engine.takeResults()).containsExactly(update("b", 0, 10, 2L));
    }

    @Test
    void aRoundOfUpdatesGoesOnWhereItStoppedAndLeavesLaterChangesToTheNext() {
        EngineUnderTest engine = new EngineUnderTest(
                tumbling(10),
                new QueryText("", "count(*) as n", "", ""),
                new EngineSettings(Clock.PARTITION, EngineSettings.NEVER, 0, true, true, 0, OnError.REJECT));
        engine.add("a", 1, Map.of());
        engine.add("b", 1, Map.of());

        assertThat(engine.giveUpdates(1)).isFalse();
        assertThat(engine.takeResults()).containsExactly(update("a", 0, 10, 1L));
        engine.add("a", 2, Map.of());
        engine.add("b", 2, Map.of());

        assertThat(engine.giveUpdates(9)).isTrue();
        assertThat(engine.takeResults()).containsExactly(update("b", 0, 10, 2L));
        assertThat(engine.giveUpdates(9)).isTrue();
        assertThat(engine.takeResults()).containsExactly(update("a", 0, 10, 2L));
    }

    @Test
    void theFinalWindowFollowsItsUpdates() {
        given(tumbling(10))
                .updates()
                .row("a", 1, 1)
                .giveUpdates()
                .expect(update("a", 0, 10, 1L, 1.0))
                .row("a", 2, 2)
                .giveUpdates()
                .expect(update("a", 0, 10, 2L, 3.0))
                .row("a", 10, 4)
                .expect(window("a", 0, 10, 2L, 3.0))
                .giveUpdates()
                .expect(update("a", 10, 20, 1L, 4.0))
                .tick(20)
                .expect(window("a", 10, 20, 1L, 4.0))
                .giveUpdates()
                .expect()
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aWindowThatEndedEarlyHasNoUpdates() {
        given(tumbling(10))
                .updates()
                .early("n >= 2")
                .row("a", 1, 1)
                .row("a", 2, 2)
                .expect(window("a", 0, 10, 2L, 3.0))
                .giveUpdates()
                .expect()
                .tell();
    }

    @Test
    void sessionsThatMergedHaveOneUpdate() {
        given(new Windows.Session(10, 30))
                .updates()
                .row("a", 0, 1)
                .row("a", 15, 2)
                .row("a", 8, 4)
                .giveUpdates()
                .expect(update("a", 0, 25, 3L, 7.0))
                .tell();
    }

    @Test
    void asManyEmptyWindowsFollowTheLastOneWithRowsAsAreAskedFor() {
        given(tumbling(10))
                .emptyWindows(2)
                .row("a", 3, 1)
                .tick(29)
                .expect(window("a", 0, 10, 1L, 1.0), window("a", 10, 20, 0L, null))
                .tick(30)
                .expect(window("a", 20, 30, 0L, null))
                .expectNothingHeld()
                .tick(100)
                .expect()
                .tell();
    }

    @Test
    void emptyWindowsComeOutAlsoWhereStreamTimeLeapsOverThem() {
        given(hopping(4, 2))
                .emptyWindows(1)
                .row("a", 3, 1)
                .row("b", 1_000, 1)
                .expect(window("a", 0, 4, 1L, 1.0), window("a", 2, 6, 1L, 1.0), window("a", 4, 8, 0L, null))
                .tell();
    }

    @Test
    void aRowInAWindowThatWouldBeEmptyFillsIt() {
        given(new Windows.Hopping(10, 10, 5))
                .emptyWindows(3)
                .row("a", 3, 1)
                .row("b", 28, 1)
                .expect(window("a", 0, 10, 1L, 1.0), window("a", 10, 20, 0L, null))
                .row("a", 24, 2)
                .tick(35)
                .expect(window("a", 20, 30, 1L, 2.0), window("b", 20, 30, 1L, 1.0))
                .tell();
    }
}

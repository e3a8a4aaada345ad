package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.pack.recording.AlertOracle.Alert;
import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HoppingOracleTest {

    private final HoppingOracle oracle = new HoppingOracle(500, 250, 100);

    @Test
    void aRowIsInEveryWindowThatHoldsIt() {
        oracle.add("a", 300, 2, false);
        assertThat(oracle.all())
                .isEqualTo(Map.of(
                        new Window("a", 0), new Total(2, 1, false), new Window("a", 250), new Total(2, 1, false)));
    }

    @Test
    void aRowAtAWindowsStartIsInsideAndAtItsEndIsOutside() {
        oracle.add("a", 500, 1, false);
        assertThat(oracle.all()).containsOnlyKeys(new Window("a", 250), new Window("a", 500));
    }

    @Test
    void windowsBeforeTimeZeroCount() {
        oracle.add("a", 0, 1, false);
        assertThat(oracle.all()).containsOnlyKeys(new Window("a", -250), new Window("a", 0));
    }

    @Test
    void aWindowAddsItsRowsAndRemembersACrash() {
        oracle.add("a", 10, 1, true);
        oracle.add("b", 20, 5, false);
        oracle.add("a", 260, 2, false);
        assertThat(oracle.all())
                .containsEntry(new Window("a", 0), new Total(3, 2, true))
                .containsEntry(new Window("b", 0), new Total(5, 1, false))
                .containsEntry(new Window("a", 250), new Total(2, 1, false));
    }

    @Test
    void aRowAtEndPlusGraceClosesAWindowAndOneMillisecondBeforeDoesNot() {
        oracle.add("a", 10, 1, false);
        oracle.add("a", 599, 1, false);
        assertThat(oracle.closed()).containsOnlyKeys(new Window("a", -250));

        oracle.add("a", 600, 1, false);
        assertThat(oracle.closed()).containsOnlyKeys(new Window("a", -250), new Window("a", 0));
    }

    @Test
    void aRowOutOfOrderEntersOnlyTheWindowsThatAreStillOpen() {
        oracle.add("a", 600, 1, false);
        oracle.add("b", 260, 5, false);
        assertThat(oracle.all()).containsKey(new Window("b", 250)).doesNotContainKey(new Window("b", 0));
        assertThat(oracle.lateRows()).isZero();
    }

    @Test
    void anAlertIsRaisedByTheRowThatMakesTheCurrentWindowGreatEnough() {
        AlertOracle alerts = new AlertOracle(5, 0);
        HoppingOracle hopping = new HoppingOracle(500, 250, 100, alerts);
        hopping.add("a", 10, 3, false);
        hopping.add("a", 20, 3, false);
        hopping.add("a", 30, 3, false);

        assertThat(alerts.alerts()).containsExactly(new Alert(new Window("a", -250), new Total(6, 2, false), 20));
    }

    @Test
    void aKeyAlertsAgainOnceItsAlertIsOverAndTheCooldownHasPassed() {
        AlertOracle alerts = new AlertOracle(5, 150);
        HoppingOracle tumbling = new HoppingOracle(100, 100, 0, alerts);
        for (long timeMs = 0; timeMs <= 300; timeMs += 100) {
            tumbling.add("a", timeMs, 3, false);
            tumbling.add("a", timeMs + 1, 3, false);
        }

        assertThat(alerts.alerts()).extracting(Alert::timeMs).containsExactly(1L, 200L);
    }

    @Test
    void aWindowThatEndsBeforeTheOneThatEndedTheAlertRaisesNoOther() {
        AlertOracle alerts = new AlertOracle(5, 0);
        alerts.judge(new Window("a", 100), 200, new Total(6, 1, false), 150);
        alerts.judge(new Window("a", 200), 300, new Total(1, 1, false), 250);
        alerts.judge(new Window("a", 150), 250, new Total(6, 1, false), 260);
        assertThat(alerts.alerts()).hasSize(1);

        alerts.judge(new Window("a", 200), 300, new Total(6, 1, false), 270);
        assertThat(alerts.alerts()).hasSize(2);
    }

    @Test
    void aRowThatMeetsNoOpenWindowIsLate() {
        oracle.add("a", 850, 1, false);
        oracle.add("b", 249, 5, false);
        assertThat(oracle.all()).doesNotContainKey(new Window("b", 0));
        assertThat(oracle.lateRows()).isEqualTo(1);
    }
}

package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aKeyAlertsAgainOnceItsCooldownHasPassedAndNotBefore() {
        HoppingOracle tumbling = new HoppingOracle(100, 100, 0);
        for (long timeMs = 0; timeMs <= 400; timeMs += 100) {
            tumbling.add("a", timeMs, 9, false);
        }
        tumbling.add("b", 400, 5, false);

        assertThat(HoppingOracle.alerts(tumbling.closed(), 5, 300))
                .containsOnlyKeys(new Window("a", 0), new Window("a", 300));
    }

    @Test
    void aRowThatMeetsNoOpenWindowIsLate() {
        oracle.add("a", 850, 1, false);
        oracle.add("b", 249, 5, false);
        assertThat(oracle.all()).doesNotContainKey(new Window("b", 0));
        assertThat(oracle.lateRows()).isEqualTo(1);
    }
}

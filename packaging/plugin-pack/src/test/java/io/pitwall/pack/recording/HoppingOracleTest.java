package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HoppingOracleTest {

    private final HoppingOracle oracle = new HoppingOracle(500, 250);

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
    void aRowAtAWindowsEndClosesItAndOneMillisecondBeforeDoesNot() {
        oracle.add("a", 10, 1, false);
        oracle.add("b", 10, 1, false);
        assertThat(oracle.closedBy(500))
                .containsOnlyKeys(new Window("a", -250), new Window("b", -250), new Window("a", 0), new Window("b", 0));
        assertThat(oracle.closedBy(499)).containsOnlyKeys(new Window("a", -250), new Window("b", -250));
    }

    @Test
    void aKeyAlertsAgainOnceItsCooldownHasPassedAndNotBefore() {
        HoppingOracle tumbling = new HoppingOracle(100, 100);
        for (long timeMs = 0; timeMs < 400; timeMs += 100) {
            tumbling.add("a", timeMs, 9, false);
        }
        tumbling.add("b", 300, 5, false);

        assertThat(tumbling.alerts(5, 300)).containsOnlyKeys(new Window("a", 0), new Window("a", 300));
    }

    @Test
    void rowsOutOfOrderAreAMistakeOfTheTest() {
        oracle.add("a", 10, 1, false);
        assertThatThrownBy(() -> oracle.add("a", 9, 1, false)).isInstanceOf(IllegalArgumentException.class);
    }
}

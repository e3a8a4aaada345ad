package io.pitwall.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadTest {

    @Test
    void eachKeyHasARowEveryFiftyMilliseconds() {
        Workload workload = new Workload(10, 1_000, 1);

        assertThat(workload.keyOf(13)).isEqualTo(3);
        assertThat(workload.eventTimeMs(13) - workload.eventTimeMs(3)).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "10, 1000", "7, 333", "20000, 60000", "50, 20"})
    void closedWindowsAreAsManyAsANaiveCountFinds(int keys, long rows) {
        Workload workload = new Workload(keys, rows, 1);

        assertThat(workload.windowsClosedBy(rows)).isEqualTo(naiveCount(workload, rows));
    }

    @Test
    void aWorkloadWithoutKeysOrRowsIsRefused() {
        assertThatThrownBy(() -> new Workload(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Workload(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static long naiveCount(Workload workload, long lastRow) {
        record Window(int key, long startMs) {}
        Set<Window> closed = new HashSet<>();
        long streamTimeMs = workload.eventTimeMs(lastRow);
        for (long row = 0; row <= lastRow; row++) {
            long timeMs = workload.eventTimeMs(row);
            for (long startMs = timeMs - timeMs % 250; startMs > timeMs - 2000; startMs -= 250) {
                if (startMs + 2000 <= streamTimeMs) {
                    closed.add(new Window(workload.keyOf(row), startMs));
                }
            }
        }
        return closed.size();
    }
}

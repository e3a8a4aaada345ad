package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnCountsTest {

    private final ColumnCounts counts = new ColumnCounts();

    @Test
    void aSnapshotStaysAsItIs() {
        counts.count("x");
        Map<String, Long> snapshot = counts.snapshot();

        counts.count("x");

        assertThat(snapshot).isEqualTo(Map.of("x", 1L));
        assertThat(counts.snapshot()).isEqualTo(Map.of("x", 2L));
    }

    @Test
    void theLastColumnWithinTheBoundIsNamed() {
        countColumns(ColumnCounts.MAX_COLUMNS);

        assertThat(counts.snapshot()).hasSize(ColumnCounts.MAX_COLUMNS).doesNotContainKey(ColumnCounts.OTHER);
    }

    @Test
    void columnsPastTheBoundAreCountedTogether() {
        countColumns(ColumnCounts.MAX_COLUMNS + 3);
        counts.count("column 0");

        assertThat(counts.snapshot())
                .hasSize(ColumnCounts.MAX_COLUMNS + 1)
                .containsEntry(ColumnCounts.OTHER, 3L)
                .containsEntry("column 0", 2L);
    }

    private void countColumns(int columns) {
        for (int column = 0; column < columns; column++) {
            counts.count("column " + column);
        }
    }
}

package io.pitwall.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ComparisonTableTest {

    @Test
    void eachPeerStandsBesideTheBaselineOfItsOwnWorkload() {
        Workload few = new Workload(10, 2_000_000, 1);
        Workload many = new Workload(20_000, 2_000_000, 1);
        ComparisonTable table = new ComparisonTable(
                "Streams",
                List.of(
                        measurement("Pitwall", few, 2, 100),
                        measurement("Streams", few, 20, 400_000),
                        measurement("Pitwall", many, 4, 200_000),
                        measurement("Streams", many, 100, 16_000_000)));

        assertThat(table.markdown().lines().skip(2))
                .containsExactly(
                        "| Pitwall | 10 | 250,000 | 500,000 | 10.0 | 400,000 | 0.000 |",
                        "| Streams | 10 | 25,000 | 50,000 | 1.0 | 400,000 | 0.200 |",
                        "| Pitwall | 20,000 | 125,000 | 250,000 | 25.0 | 400,000 | 0.100 |",
                        "| Streams | 20,000 | 5,000 | 10,000 | 1.0 | 400,000 | 8.000 |");
    }

    @Test
    void aFloorHasNoOutputAndWithoutABaselineThereIsNoRatio() {
        Workload workload = new Workload(10, 2_000_000, 1);
        Measurement floor =
                new Measurement("floor", workload, Duration.ofSeconds(4), Duration.ofSeconds(1), Optional.empty());

        assertThat(new ComparisonTable("Streams", List.of(floor)).markdown().lines())
                .last()
                .isEqualTo("| floor | 10 | 250,000 | 1,000,000 |  |  |  |");
    }

    private static Measurement measurement(String peer, Workload workload, int steadySeconds, long changelogRecords) {
        return new Measurement(
                peer,
                workload,
                Duration.ofSeconds(2L * steadySeconds),
                Duration.ofSeconds(steadySeconds),
                Optional.of(new Run.Output(400_000, 1, changelogRecords)));
    }
}

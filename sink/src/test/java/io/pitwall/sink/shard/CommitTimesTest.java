package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.shard.CommitHistory.Latency;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CommitTimesTest {

    private final CommitTimes times = new CommitTimes();

    @Test
    void beforeTheFirstCommitThereAreNoPercentiles() {
        assertThat(times.latency())
                .isEqualTo(new Latency(0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void aSingleCommitIsEveryPercentile() {
        commitsThatTake(7);

        assertThat(times.latency())
                .isEqualTo(new Latency(1, 7, 7, OptionalLong.of(7), OptionalLong.of(7), OptionalLong.of(7)));
    }

    @Test
    void aPercentileIsTheLeastThatSoManyDoNotExceed() {
        for (int tookMs = 100; tookMs >= 1; tookMs--) {
            commitsThatTake(tookMs);
        }

        assertThat(times.latency())
                .isEqualTo(new Latency(100, 5_050, 100, OptionalLong.of(50), OptionalLong.of(95), OptionalLong.of(99)));
    }

    @Test
    void percentilesForgetAllButTheLatestAndTotalsForgetNothing() {
        commitsThatTake(5_000);
        for (int commit = 0; commit < CommitTimes.KEPT; commit++) {
            commitsThatTake(3);
        }

        assertThat(times.latency().p99Ms()).hasValue(3);
        assertThat(times.latency().maxMs()).isEqualTo(5_000);
        assertThat(times.latency().count()).isEqualTo(1_001);
        assertThat(times.latency().totalMs()).isEqualTo(8_000);
    }

    @Test
    void anAbortedAttemptCountsTowardsTheCommitThatFollows() {
        times.begin(1_000);
        times.begin(1_250);
        times.committed(1_260);

        assertThat(times.latency().maxMs()).isEqualTo(260);
    }

    @Test
    void aCommitThatIsGivenUpDoesNotCountTowardsTheNext() {
        times.begin(1_000);
        times.giveUp();
        times.begin(5_000);
        times.committed(5_004);

        assertThat(times.latency().maxMs()).isEqualTo(4);
    }

    private void commitsThatTake(long ms) {
        times.begin(1_000);
        times.committed(1_000 + ms);
    }
}

package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.state.InMemoryBroker.Fault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a shard is shown to those who watch, and what they see. */
class ShardGaugesTest {

    @TempDir
    Path stateDirectory;

    private FakeWorker worker;

    @BeforeEach
    void startWorker() {
        worker = new FakeWorker(stateDirectory);
    }

    @AfterEach
    void stopWorker() {
        worker.stop();
    }

    @Test
    void aShardIsShownWhileItRuns() {
        worker.assign();
        assertThat(status()).isEmpty();
        worker.runBackground();
        worker.tick(0);
        assertThat(status()).isPresent();

        worker.revoke();

        assertThat(status()).isEmpty();
    }

    @Test
    void aShardBeforeItsFirstRowHasNoStreamTime() {
        worker.assignAndRestore();

        assertThat(shown().streamTimeMs()).isEmpty();
        assertThat(shown().commitSequence()).isZero();
    }

    @Test
    void whatIsShownIsThatOfTheLastCommit() {
        worker.send(1L, "bad", "skip", 25L, 2L, "wrong", "lenient");
        worker.assignAndRestore();
        worker.pollAll();
        assertThat(shown().counters().rows()).isZero();
        assertThat(shown().rejectedByColumn()).isEmpty();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        ShardStatus shown = shown();
        assertThat(shown.counters()).isEqualTo(worker.lastMarker().counters());
        assertThat(shown.counters().rows()).isEqualTo(7);
        assertThat(shown.rejected(RejectedRowException.Reason.UNREADABLE_ROW)).isEqualTo(1);
        assertThat(shown.rejected(RejectedRowException.Reason.EVALUATION_ERROR)).isEqualTo(1);
        assertThat(shown.rejected(RejectedRowException.Reason.NULL_KEY)).isZero();
        assertThat(shown.rejectedByColumn()).isEqualTo(Map.of("x", 1L));
        assertThat(shown.nullByColumn()).isEqualTo(Map.of("y", 1L));
        assertThat(shown.streamTimeMs()).isEqualTo(OptionalLong.of(25));
        assertThat(shown.commitSequence()).isEqualTo(1);
    }

    @Test
    void whatAnAbortedCommitCountedIsShownOnceItIsCommitted() {
        worker.send(1L, 15L, "alert", "wrong");
        worker.assignAndRestore();
        worker.broker.plan(Fault.REFUSED, Fault.REFUSED);

        worker.pollAll();
        assertThat(shown().counters().rows()).isZero();
        worker.settle();

        assertThat(shown().counters().rows()).isEqualTo(4);
        assertThat(shown().counters().emitted()).isEqualTo(1);
        assertThat(shown().counters().alerts()).isEqualTo(1);
        assertThat(shown().rejectedByColumn()).isEqualTo(Map.of("x", 1L));
    }

    @Test
    void aShardWhoseWriterIsSpentIsNotShownUntilItRunsAgain() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.UNANSWERED_WRITTEN);

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        assertThat(status()).isEmpty();
        worker.settle();

        assertThat(shown().counters().rows()).isEqualTo(1);
    }

    @Test
    void aShardWhoseQueryFailedIsNotShown() {
        worker.send("tear");
        worker.queryFailures.add(new IllegalStateException("a mistake"));
        worker.assignAndRestore();
        assertThatThrownBy(worker::pollAll).isInstanceOf(ConnectException.class);

        assertThat(status()).isEmpty();
    }

    @Test
    void aPredecessorThatEndsLateLeavesItsSuccessorShown() {
        worker.assignAndRestore();
        Shards predecessor = worker.shards();
        worker.crash();
        worker.assignAndRestore();
        ShardStatus successor = shown();

        predecessor.closeAll();

        assertThat(status()).containsSame(successor);
    }

    @Test
    void theSummaryNamesEachCountOnce() {
        worker.send(1L, "bad", "skip", 25L, 2L, "wrong", "bad", "alert", "expire");
        worker.assignAndRestore();
        worker.settle();

        assertThat(shown().summary())
                .isEqualTo("9 rows: 4 windowed, 1 late, 1 filtered, 3 rejected {UNREADABLE_ROW=2, EVALUATION_ERROR=1};"
                        + " 1 results, 1 alerts, 2 keys expired");
    }

    private ShardStatus shown() {
        return status().orElseThrow();
    }

    private Optional<ShardStatus> status() {
        return worker.gauges.status(FakeWorker.ROWS);
    }
}

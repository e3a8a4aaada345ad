package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.state.Counters;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each record of a running shard. */
class ShardRowsTest {

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
    void everyRowIsCountedExactlyOnce() {
        worker.send(1L, "bad", 25L, 2L, "skip", "wrong", "bad", 26L);
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.lastMarker().counters()).isEqualTo(new Counters(3, 1, 1, Map.of(2, 2L, 4, 1L), 1, 0, 0, 0));
        assertThat(worker.lastMarker().counters().rows()).isEqualTo(worker.input.size());
    }

    @Test
    void whatCameOfTheRowsIsCounted() {
        worker.send(1L, "alert", "update", 15L, "expire", "update");
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.outputs())
                .containsExactly("alerts alert at 1", "features update 1", "features 0: 1", "features update 2");
        assertThat(worker.lastMarker().counters()).isEqualTo(new Counters(6, 0, 0, Map.of(), 3, 1, 2, 2));
    }

    @Test
    void countersAndRoundsOfUpdatesGoOnAfterARestart() {
        worker.send(1L, "bad", "update");
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.crash();
        worker.send("bad", "update");

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features update 1", "features update 2");
        assertThat(worker.lastMarker().counters()).isEqualTo(new Counters(3, 0, 0, Map.of(2, 2L), 2, 0, 0, 2));
    }

    @Test
    void aRejectedRowIsReportedAndTheRestGoesOn() {
        worker.send("bad", 1L, 15L);
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.reported).containsExactly("0 expected a row");
        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void aRejectedRowIsNotPassedOverBeforeItsReportIsSafe() {
        worker.send("bad", 1L);
        worker.reportOutcome = CompletableFuture.failedFuture(new TimeoutException("no dead letter queue"));
        worker.assignAndRestore();
        worker.pollAll();

        assertThatThrownBy(() -> worker.tick(FakeWorker.COMMIT_INTERVAL_MS))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("dead letter queue");

        assertThatThrownBy(worker::commitOffsets).isInstanceOf(ConnectException.class);
        assertThat(worker.broker.markers()).isEmpty();
    }

    @Test
    void aRejectedRowWithoutAReporterIsCounted() {
        worker.hasReporter = false;
        worker.crash();
        worker.send("bad", 1L);
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.reported).isEmpty();
        assertThat(worker.lastMarker().counters()).isEqualTo(new Counters(1, 0, 0, Map.of(2, 1L), 0, 0, 0, 0));
    }

    @Test
    void aLateRowGoesToTheLateTopicInTheSameCommit() {
        worker.send(1L, 25L, 2L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.broker.markers()).hasSize(1);
        assertThat(worker.outputs()).containsExactly("features 0: 1", "late offset 2 by 15 for 0..10 at 25");
    }

    @Test
    void aLateRowWithoutALateTopicIsCounted() {
        worker.hasLateTopic = false;
        worker.crash();
        worker.send(1L, 25L, 2L);
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(worker.lastMarker().counters().late()).isEqualTo(1);
    }

    @Test
    void aRecordThatWasSeenIsDropped() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.deliverStale(0, 2);
        worker.settle();

        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(2);
    }

    @Test
    void aBatchOfAPartitionThatIsGoneIsDropped() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.lose();

        worker.deliverStale(0, 2);
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.broker.markers()).isEmpty();
    }

    @Test
    void recordsThatTheWorkerThrewAwayInARebalanceAreReadAgain() {
        worker.send(1L, 2L, 3L, 4L);
        worker.assignAndRestore();
        worker.poll(1);

        worker.loseRecordsInARebalance(2);
        worker.settle();

        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(4);
    }

    @Test
    void recordsThatTheWorkerThrewAwayAfterACommitAreReadAgain() {
        worker.send(1L, 2L, 3L, 4L);
        worker.assignAndRestore();
        worker.poll(1);
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.poll(1);

        worker.loseRecordsInARebalance(1);
        worker.settle();

        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(4);
    }

    @Test
    void closingAnUnknownPartitionDoesNothing() {
        worker.lose();

        worker.tick(0);

        assertThat(worker.broker.markers()).isEmpty();
    }
}

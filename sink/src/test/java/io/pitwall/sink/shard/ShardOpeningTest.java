package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a shard comes to run, and that nothing is lost until it does. */
class ShardOpeningTest {

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
    void aPartitionIsPausedUntilItsStateIsRestored() {
        worker.send(1L);
        worker.assign();
        worker.pollAll();
        assertThat(worker.isPaused()).isTrue();

        worker.runBackground();
        worker.tick(0);

        assertThat(worker.isPaused()).isFalse();
    }

    @Test
    void aNewShardReadsFromWhereTheGroupStands() {
        worker.send(1L, 2L, 3L);
        worker.groupOffset = OptionalLong.of(2);

        worker.assignAndRestore();

        assertThat(worker.position()).isEqualTo(2);
    }

    @Test
    void recordsThatComeBeforeTheStateIsReadyAreReadAgain() {
        worker.send(1L, 2L, 3L);
        worker.assign();
        worker.deliverStale(0, 3);
        worker.runBackground();
        worker.tick(0);

        worker.settle();

        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(3);
        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(3);
    }

    @Test
    void recordsOfAnEarlierAssignmentDoNotSayWhereAShardWithoutCommitsBegins() {
        worker.send(1L, 2L, 3L);
        worker.assign();
        worker.deliverStale(2, 3);
        worker.runBackground();
        worker.tick(0);

        worker.settle();

        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(3);
        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(3);
    }

    @Test
    void theMarkerIsTheTruthAboutThePosition() {
        worker.send(1L, 2L, 3L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.groupOffset = OptionalLong.of(1);
        worker.send(4L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(4);
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() {
        worker.isBrokerReachable = false;
        worker.send(1L);
        worker.assignAndRestore();
        worker.isBrokerReachable = true;

        worker.settle();

        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(1);
    }

    @Test
    void aRestoreOfAPartitionThatWasTakenAwayGivesTheShardBack() {
        worker.send(1L);
        worker.assign();
        worker.revoke();
        worker.runBackground();

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(1);
    }

    @Test
    void aShardThatBecomesReadyAfterItsPartitionWentUnannouncedIsDropped() {
        worker.assign();
        worker.loseSilently();
        worker.runBackground();

        worker.tick(0);

        assertThat(worker.isPaused()).isFalse();
        assertThat(worker.broker.markers()).isEmpty();
    }
}

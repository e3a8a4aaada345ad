package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.state.Changelog;
import io.pitwall.sink.state.Commit;
import io.pitwall.sink.state.CommitOutcome;
import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.InMemoryBroker;
import io.pitwall.sink.state.Marker;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.ConnectException;
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
    void aNewShardWaitsUntilTheWorkerHasToldWhereItStands() {
        worker.send(1L, 2L, 3L);
        worker.groupOffset = OptionalLong.of(2);
        worker.assignSilently();
        worker.runBackground();
        worker.tick(0);
        assertThat(worker.isPaused()).isTrue();
        assertThat(worker.commitRequests).isPositive();

        worker.commitOffsets();
        worker.tick(0);

        assertThat(worker.isPaused()).isFalse();
        assertThat(worker.position()).isEqualTo(2);
    }

    @Test
    void aNewShardMakesItsStartLastBeforeItHasReadAnything() {
        worker.groupOffset = OptionalLong.of(2);
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(2);
        assertThat(worker.broker.markers()).hasSize(1);
    }

    @Test
    void aNewShardGoesBackToItsStartAfterARebalanceThatLostItsFirstRecords() {
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.loseRecordsInARebalance(1);

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void whatTheWorkerTellsOfAShardThatIsOpenedAgainDoesNotMoveItsStart() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.broker.plan(InMemoryBroker.Fault.UNANSWERED_NOT_WRITTEN);
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.commitOffsets();

        worker.settle();

        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(2);
    }

    @Test
    void aChangelogThatLostWhatTheTaskHasCommittedStopsTheShard() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.settle();
        worker.broker.truncateTo(0);
        worker.broker.plan(InMemoryBroker.Fault.UNANSWERED_NOT_WRITTEN);
        worker.send(2L);

        assertThatThrownBy(worker::settle)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("found commit 0 as the last one");
    }

    @Test
    void aResetThatDidNotEndStopsTheShard() {
        try (Changelog changelog = worker.broker.newChangelog()) {
            changelog.open();
            Marker begun = new Marker(5, Marker.NO_OFFSET, Marker.NO_TIME, 0, Counters.ZERO, worker.inputTopicId, 0);
            assertThat(changelog.commit(new Commit(List.of(), List.of(), begun)).outcome())
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
        worker.send(1L);

        worker.assignAndRestore();

        assertThatThrownBy(() -> worker.tick(0))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("a request to reset or move it that did not end")
                .hasMessageContaining("repeat the request");
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

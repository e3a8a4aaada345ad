package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.InMemoryBroker.Fault;
import io.pitwall.sink.state.Marker;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShardsTest {

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

    // Opening

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

        assertThat(lastMarker().nextInputOffset()).isEqualTo(3);
        assertThat(lastMarker().counters().windowed()).isEqualTo(3);
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

        assertThat(lastMarker().counters().windowed()).isEqualTo(4);
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() {
        worker.isBrokerReachable = false;
        worker.send(1L);
        worker.assignAndRestore();
        worker.isBrokerReachable = true;

        worker.settle();

        assertThat(lastMarker().nextInputOffset()).isEqualTo(1);
    }

    @Test
    void aRestoreOfAPartitionThatWasTakenAwayGivesTheShardBack() {
        worker.send(1L);
        worker.assign();
        worker.revoke();
        worker.runBackground();

        worker.assignAndRestore();
        worker.settle();

        assertThat(lastMarker().nextInputOffset()).isEqualTo(1);
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

    // Rows

    @Test
    void everyRowIsCountedExactlyOnce() {
        worker.send(1L, "bad", 25L, 2L, "skip", 26L);
        worker.assignAndRestore();

        worker.settle();

        assertThat(lastMarker().counters()).isEqualTo(new Counters(3, 1, 1, 1));
        assertThat(lastMarker().counters().rows()).isEqualTo(worker.input.size());
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
        assertThat(lastMarker().counters()).isEqualTo(new Counters(1, 0, 1, 0));
    }

    @Test
    void aLateRowGoesToTheLateTopicInTheSameCommit() {
        worker.send(1L, 25L, 2L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.broker.markers()).hasSize(1);
        assertThat(worker.outputs()).containsExactly("features 0: 1", "late offset 2 by 15 at 25");
    }

    @Test
    void aLateRowWithoutALateTopicIsCounted() {
        worker.hasLateTopic = false;
        worker.crash();
        worker.send(1L, 25L, 2L);
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(lastMarker().counters().late()).isEqualTo(1);
    }

    @Test
    void aRecordThatWasSeenIsDropped() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.deliverStale(0, 2);
        worker.settle();

        assertThat(lastMarker().counters().windowed()).isEqualTo(2);
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
    void closingAnUnknownPartitionDoesNothing() {
        worker.lose();

        worker.tick(0);

        assertThat(worker.broker.markers()).isEmpty();
    }

    // Committing

    @Test
    void aCommitWaitsForItsInterval() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS - 1);
        assertThat(worker.broker.markers()).isEmpty();

        worker.tick(1);
        assertThat(worker.broker.markers()).hasSize(1);
    }

    @Test
    void withoutNewsNothingIsCommitted() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.broker.markers()).hasSize(1);
    }

    @Test
    void anAlertIsCommittedAtOnce() {
        worker.send("alert");
        worker.assignAndRestore();

        worker.pollAll();

        assertThat(worker.outputs()).containsExactly("alerts alert at 0");
    }

    @Test
    void moreResultsThanTheOutboxHoldsAreCommittedWithinABatch() {
        worker.assignAndRestore();
        for (long row = 0; row < 40; row++) {
            worker.send(row * FakeQuery.SIZE_MS);
        }

        worker.pollAll();

        assertThat(worker.broker.markers()).isNotEmpty();
        assertThat(worker.outputs()).hasSizeGreaterThan(10);
    }

    @Test
    void aRevocationCommitsWhatIsWaiting() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.revoke();

        assertThat(lastMarker().nextInputOffset()).isEqualTo(2);
        assertThat(worker.groupOffset).hasValue(2);
    }

    @Test
    void aLossCommitsNothing() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.lose();

        assertThat(worker.broker.markers()).isEmpty();
    }

    @Test
    void theGroupOffsetIsThatOfTheLastCommit() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.REFUSED);
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        worker.commitOffsets();

        assertThat(worker.groupOffset).isEmpty();
    }

    @Test
    void aRefusedCommitHoldsTheInputAndIsTriedAgain() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.REFUSED);

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        assertThat(worker.isPaused()).isTrue();
        assertThat(worker.broker.markers()).isEmpty();

        worker.tick(Backoff.afterMs(1));
        assertThat(worker.isPaused()).isFalse();
        assertThat(lastMarker().sequence()).isEqualTo(1);
    }

    @Test
    void anUnansweredCommitThatWasWrittenIsNotRepeated() {
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.UNANSWERED_WRITTEN);

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(worker.broker.markers()).hasSize(1);
    }

    @Test
    void anUnansweredCommitThatWasNotWrittenIsRepeatedFromTheInput() {
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.UNANSWERED_NOT_WRITTEN);

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(lastMarker().sequence()).isEqualTo(1);
    }

    @Test
    void aFencedShardIsOpenedAgainWhileItIsStillOurs() {
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.newChangelog().open();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        assertThat(worker.isPaused()).isTrue();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void recordsOfABatchAfterItsWriterWasLostAreReadAgain() {
        worker.send("alert");
        for (long row = 0; row < 40; row++) {
            worker.send(row * FakeQuery.SIZE_MS);
        }
        worker.assignAndRestore();
        worker.broker.plan(Fault.UNANSWERED_NOT_WRITTEN);

        worker.settle();

        assertThat(lastMarker().counters().windowed()).isEqualTo(41);
        assertThat(worker.outputs()).doesNotHaveDuplicates().hasSize(40);
    }

    @Test
    void aTaskStopsAtOnceWhileItsCommitsFail() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.REFUSED);
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        worker.revoke();

        assertThat(worker.broker.markers()).isEmpty();
    }

    @Test
    void aLostWriterDoesNotTakeBackAShardWhosePartitionWentUnannounced() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.newChangelog().open();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.loseSilently();

        worker.tick(Backoff.afterMs(1));

        assertThat(worker.background).isEmpty();
    }

    // A query that throws

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("a mistake"),
                new DataException("no converter takes it"),
                new OutOfMemoryError("Java heap space"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatAQueryThatThrewHoldsIsNeverCommitted(Throwable failure) {
        worker.send(1L, "tear");
        worker.queryFailures.add(failure);
        worker.assignAndRestore();

        assertThatThrownBy(worker::pollAll).isInstanceOf(ConnectException.class);
        worker.revoke();
        assertThat(worker.broker.markers()).isEmpty();

        worker.send(15L);
        worker.assignAndRestore();
        worker.settle();
        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void aQueryThatOnlyNeedsTimeIsBegunAgainFromTheLastCommit() {
        worker.send(1L, 15L, "tear", 25L);
        worker.queryFailures.add(new RetriableException("the schema registry is away"));
        worker.assignAndRestore();

        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1", "features 10: 1");
        assertThat(lastMarker().counters()).isEqualTo(new Counters(4, 0, 0, 0));
    }

    @Test
    void aFirstRowThatOnlyNeedsTimeIsReadAgain() {
        worker.send("tear");
        worker.queryFailures.add(new RetriableException("the schema registry is away"));
        worker.assignAndRestore();

        worker.settle();

        assertThat(lastMarker().counters().windowed()).isEqualTo(1);
    }

    // Changed surroundings

    @Test
    void anotherQueryGoesOnAtTheSamePlaceWithoutTheOldWindows() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.fingerprint = 2;
        worker.crash();
        worker.send(3L, 15L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(lastMarker().queryFingerprint()).isEqualTo(2);
    }

    @Test
    void theWindowsOfAnEarlierQueryAreGoneForGood() {
        worker.send(1L, 25L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.fingerprint = 2;
        worker.crash();
        worker.send(26L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.crash();
        worker.send(35L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1", "features 20: 1");
    }

    @Test
    void aRecreatedInputIsReadFromItsStart() {
        worker.send(1L, 2L, 3L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.inputTopicId = new Uuid(2, 2);
        worker.input.clear();
        worker.send(1L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(lastMarker().nextInputOffset()).isEqualTo(1);
        assertThat(lastMarker().counters().windowed()).isEqualTo(4);
    }

    @Test
    void aFailureThatWaitingDoesNotCureEndsTheTask() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.settle();
        worker.revoke();
        worker.failOpening(new ConnectException("3 partitions, 4 expected"));
        worker.assign();
        worker.runBackground();
        worker.tick(0);

        assertThatThrownBy(() -> worker.tick(0))
                .isInstanceOf(ConnectException.class)
                .hasMessage("3 partitions, 4 expected");
    }

    private Marker lastMarker() {
        List<Marker> markers = worker.broker.markers();
        return markers.get(markers.size() - 1);
    }
}

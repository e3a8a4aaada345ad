package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.state.InMemoryBroker.Fault;
import io.pitwall.sink.state.SimulatedDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a shard commits, and what it does where that goes wrong. */
class ShardCommitTest {

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

        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(2);
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
        assertThat(worker.lastMarker().sequence()).isEqualTo(1);
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
        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(2);
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

        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(41);
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
        worker.runBackground();
        worker.loseSilently();

        worker.tick(Backoff.afterMs(1));

        assertThat(worker.background).isEmpty();
    }

    @Test
    void aShardWhoseDiskIsFullIsHeldAndGoesOnWhenThereIsRoom() {
        SimulatedDisk disk = new SimulatedDisk();
        worker.disk = disk;
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.pollAll();
        disk.setFull(true);
        worker.settle();
        worker.send(25L);
        worker.settle();

        assertThat(worker.isPaused()).isTrue();
        assertThat(worker.outputs()).containsExactly("features 0: 1");
        assertThat(worker.broker.markers()).hasSize(1);

        disk.setFull(false);
        worker.letPass(Backoff.afterMs(Integer.MAX_VALUE));
        worker.settle();

        assertThat(worker.isPaused()).isFalse();
        assertThat(worker.outputs()).containsExactly("features 0: 1", "features 10: 1");
    }
}

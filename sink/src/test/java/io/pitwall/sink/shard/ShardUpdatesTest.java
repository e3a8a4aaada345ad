package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.state.InMemoryBroker.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When open windows are given out. Windows are 10 ms long; an update is committed with the rows it is made of. */
class ShardUpdatesTest {

    private static final long INTERVAL_MS = 1_000;

    @TempDir
    Path stateDirectory;

    private FakeWorker worker;

    @BeforeEach
    void startWorker() {
        worker = new FakeWorker(stateDirectory);
        worker.updateIntervalMs = INTERVAL_MS;
        // The interval counts for the task that the next crash begins.
        worker.crash();
    }

    @AfterEach
    void stopWorker() {
        worker.stop();
    }

    @Test
    void withoutAnIntervalOpenWindowsAreNotGivenOut() {
        worker.updateIntervalMs = -1;
        worker.crash();
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.tick(10 * INTERVAL_MS);

        assertThat(worker.outputs()).isEmpty();
        assertThat(worker.lastMarker().counters().updates()).isZero();
    }

    @Test
    void anOpenWindowIsGivenOutOnceTheIntervalHasPassed() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.tick(INTERVAL_MS - FakeWorker.COMMIT_INTERVAL_MS - 1);
        assertThat(worker.outputs()).isEmpty();

        worker.tick(1);
        assertThat(worker.outputs()).containsExactly("features update 1 of 0: 1");
    }

    /** Its rows were committed before the round was due. */
    @Test
    void aWindowThatNothingElseIsCommittedForIsGivenOutAllTheSame() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        assertThat(worker.lastMarker().sequence()).isEqualTo(1);

        worker.tick(INTERVAL_MS);

        assertThat(worker.outputs()).containsExactly("features update 1 of 0: 1");
        assertThat(worker.lastMarker().sequence()).isEqualTo(2);
    }

    @Test
    void aWindowThatHasNotChangedIsNotGivenOutAgain() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.tick(INTERVAL_MS);

        worker.tick(INTERVAL_MS);

        assertThat(worker.outputs()).hasSize(1);
        assertThat(worker.broker.markers()).hasSize(1);
    }

    @Test
    void aWindowThatChangesOftenIsGivenOutOncePerInterval() {
        worker.assignAndRestore();
        for (int row = 0; row < 9; row++) {
            worker.send(1L);
            worker.pollAll();
            worker.tick(INTERVAL_MS / 4);
        }

        assertThat(worker.outputs()).containsExactly("features update 1 of 0: 4", "features update 2 of 0: 8");
    }

    @Test
    void aCommitForAnAlertTakesADueRoundAlong() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        for (int alert = 1; alert <= 8; alert++) {
            worker.send("alert");
            worker.pollAll();
            worker.tick(FakeWorker.COMMIT_INTERVAL_MS / 2);
        }
        worker.send("alert");
        worker.pollAll();

        assertThat(worker.outputs()).contains("features update 1 of 0: 1");
    }

    @Test
    void roundsAreNumberedOnAcrossRestarts() {
        worker.send(1L, 2L);
        worker.assignAndRestore();
        worker.poll(1);
        worker.tick(INTERVAL_MS);
        worker.crash();
        worker.assignAndRestore();
        worker.pollAll();

        worker.tick(INTERVAL_MS);

        assertThat(worker.outputs()).containsExactly("features update 1 of 0: 1", "features update 2 of 0: 2");
        assertThat(worker.lastMarker().counters().updates()).isEqualTo(2);
        assertThat(worker.lastMarker().counters().emitted()).isEqualTo(2);
    }

    @Test
    void aRoundWhoseCommitIsRefusedIsWrittenOnce() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.REFUSED);

        worker.tick(INTERVAL_MS);
        assertThat(worker.outputs()).isEmpty();
        worker.tick(Backoff.afterMs(1));

        assertThat(worker.outputs()).containsExactly("features update 1 of 0: 1");
    }

    @Test
    void aRoundWhoseCommitIsLostIsNumberedAgain() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.UNANSWERED_NOT_WRITTEN);

        worker.tick(INTERVAL_MS);
        assertThat(worker.outputs()).isEmpty();
        worker.tick(Backoff.afterMs(1));
        worker.runBackground();
        worker.tick(0);
        worker.pollAll();
        worker.tick(INTERVAL_MS);

        assertThat(worker.outputs()).containsExactly("features update 1 of 0: 1");
    }

    @Test
    void aRoundThatTheOutboxHasNoRoomForIsGivenOutWithAnotherCommitAtOnce() {
        worker.assignAndRestore();
        sendMoreResultsThanTheOutboxTakes();
        worker.letPass(INTERVAL_MS);

        worker.pollAll();

        assertThat(worker.outputs()).hasSize(17).last().isEqualTo("features update 1 of 160: 1");
        assertThat(worker.lastMarker().sequence()).isEqualTo(2);
    }

    @Test
    void aRoundWhoseFirstCommitIsRefusedTakesNoMoreUntilThatHasSucceeded() {
        worker.assignAndRestore();
        sendMoreResultsThanTheOutboxTakes();
        worker.letPass(INTERVAL_MS);
        worker.broker.plan(Fault.REFUSED);
        worker.pollAll();
        assertThat(worker.outputs()).isEmpty();

        worker.tick(Backoff.afterMs(1));
        assertThat(worker.outputs()).hasSize(16);

        worker.tick(0);
        assertThat(worker.outputs()).hasSize(17);
    }

    /** Sixteen windows and an open one. */
    private void sendMoreResultsThanTheOutboxTakes() {
        for (long window = 0; window <= 16; window++) {
            worker.send(window * FakeQuery.SIZE_MS);
        }
    }
}

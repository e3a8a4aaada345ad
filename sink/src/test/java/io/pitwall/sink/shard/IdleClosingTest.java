package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.state.Marker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleClosingTest {

    @TempDir
    Path stateDirectory;

    private FakeWorker worker;

    @BeforeEach
    void readOneRow() {
        worker = new FakeWorker(stateDirectory);
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
    }

    @AfterEach
    void stopWorker() {
        worker.stop();
    }

    @Test
    void aQuietPartitionClosesItsWindows() {
        passTimeout();

        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void oneMillisecondBeforeTheTimeoutNobodyIsAsked() {
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS - FakeWorker.COMMIT_INTERVAL_MS - 1);

        assertThat(worker.background).isEmpty();
    }

    @Test
    void streamTimeMovesByTheTimeUntilTheProbeWasSent() {
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS - FakeWorker.COMMIT_INTERVAL_MS);
        worker.runBackground();

        worker.tick(1_000);

        assertThat(worker.lastMarker().streamTimeMs()).isEqualTo(1 + FakeWorker.IDLE_TIMEOUT_MS);
    }

    @Test
    void theAdvanceIsInTheMarkerOfTheCommitThatEmits() {
        passTimeout();

        assertThat(worker.broker.markers()).hasSize(2);
        assertThat(worker.lastMarker().idleAdvances()).isEqualTo(1);
    }

    @Test
    void anAdvanceSurvivesARestart() {
        passTimeout();
        worker.crash();
        worker.send(2L);

        worker.assignAndRestore();
        worker.settle();

        assertThat(worker.outputs()).containsExactly("features 0: 1", "late offset 1 by 5191 for 0..10 at 5201");
    }

    @Test
    void aPartitionThatLagsIsNotQuiet() {
        worker.send(2L);

        passTimeout();

        assertThat(worker.outputs()).isEmpty();
    }

    @Test
    void anUnreachableBrokerProvesNothing() {
        worker.isBrokerReachable = false;

        passTimeout();

        assertThat(worker.outputs()).isEmpty();
    }

    @Test
    void aRowThatComesWhileTheProbeIsUnderWayMakesItWorthless() {
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS);
        worker.runBackground();
        worker.send(2L);
        worker.pollAll();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.outputs()).isEmpty();
    }

    @Test
    void recordsThatTransformsDroppedAreNotWaitedFor() {
        worker.dropped.add(1L);
        worker.send("dropped on the way");
        worker.pollAll();

        passTimeout();
        assertThat(worker.outputs()).isEmpty();
        assertThat(worker.commitRequests).isPositive();
        worker.commitOffsets();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.runBackground();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.runBackground();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void whereTheWorkerReadsIsNotBelievedBeforeTheTimeout() {
        worker.send(2L);
        worker.claimToHaveRead(2);

        passTimeout();

        assertThat(worker.outputs()).isEmpty();
    }

    @Test
    void whereTheWorkerReadsIsNotBelievedBeforeItHasRewound() {
        worker.send(2L);
        worker.crash();
        worker.assignAndRestore();
        worker.stall(FakeWorker.IDLE_TIMEOUT_MS);
        worker.claimToHaveRead(2);

        passTimeout();

        assertThat(worker.outputs()).isEmpty();
    }

    @Test
    void filteredRowsDoNotKeepWindowsOpen() {
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS - 300);
        worker.send("skip");
        worker.pollAll();
        worker.tick(100);
        worker.runBackground();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.outputs()).containsExactly("features 0: 1");
    }

    @Test
    void withoutOpenWindowsStreamTimeRests() {
        passTimeout();
        Marker closed = worker.lastMarker();

        worker.settle();

        assertThat(worker.lastMarker()).isEqualTo(closed);
        assertThat(worker.background).isEmpty();
    }

    @Test
    void aRestoredShardWaitsTheTimeoutAgain() {
        worker.crash();
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS);
        worker.assignAndRestore();

        worker.tick(FakeWorker.IDLE_TIMEOUT_MS - 1);

        assertThat(worker.background).isEmpty();
    }

    @Test
    void nobodyIsAskedBeforeAWindowCouldClose() {
        worker.send("far");
        worker.pollAll();
        passTimeout();
        int probesForTheNearWindow = worker.probes;

        // Stream time was 1 when it began to move, and has not been told of the latest tick.
        long remainingMs = FakeQuery.FAR_MS - 1 - FakeWorker.IDLE_TIMEOUT_MS - FakeWorker.COMMIT_INTERVAL_MS;
        worker.tick(remainingMs - 1);
        worker.runBackground();
        assertThat(worker.probes).isEqualTo(probesForTheNearWindow);

        worker.tick(1);
        worker.runBackground();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        assertThat(worker.outputs()).containsExactly("features 0: 1", "features 59990: 1");
    }

    @Test
    void whereTheBrokerDoesNotAnswerItIsAskedAboutOncePerSecond() {
        worker.isBrokerReachable = false;
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS);
        for (int tick = 0; tick < 100; tick++) {
            worker.runBackground();
            worker.tick(100);
        }

        assertThat(worker.probes).isBetween(9, 14);
    }

    @Test
    void aRowEndsThePauseBetweenQuestions() {
        worker.isBrokerReachable = false;
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS);
        for (int tick = 0; tick < 50; tick++) {
            worker.runBackground();
            worker.tick(100);
        }
        worker.isBrokerReachable = true;
        worker.send(2L);
        worker.pollAll();

        passTimeout();

        assertThat(worker.outputs()).containsExactly("features 0: 2");
    }

    @Test
    void windowsThatCloseWithoutResultsAreCommittedOnce() {
        worker.send("mute");
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        passTimeout();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.outputs()).isEmpty();
        assertThat(worker.broker.markers()).hasSize(3);
        assertThat(worker.lastMarker().streamTimeMs()).isGreaterThan(FakeWorker.IDLE_TIMEOUT_MS);
    }

    private void passTimeout() {
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS);
        worker.runBackground();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
    }
}

package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.shard.ShardStatus.Activity;
import io.pitwall.sink.state.InMemoryBroker.Fault;
import io.pitwall.sink.state.RestoreProgress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
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
    void aShardIsShownFromItsAssignmentUntilItsPartitionGoes() {
        worker.assign();
        assertThat(shown().activity()).isEqualTo(Activity.RESTORING);
        worker.runBackground();
        worker.tick(0);
        assertThat(shown().activity()).isEqualTo(Activity.RUNNING);

        worker.revoke();

        assertThat(status()).isEmpty();
    }

    @Test
    void countsAreUnknownUntilTheFirstRestoreHasFoundThem() {
        worker.assign();
        assertThat(shown().lastCommit()).isEmpty();

        worker.runBackground();
        worker.tick(0);

        assertThat(shown().lastCommit()).isPresent();
    }

    @Test
    void aShardBeforeItsFirstRowHasNoStreamTime() {
        worker.assignAndRestore();

        assertThat(lastCommit().streamTimeMs()).isEmpty();
        assertThat(shown().streamTimeLagMs()).isEmpty();
        assertThat(lastCommit().sequence()).isZero();
    }

    @Test
    void whatIsShownIsThatOfTheLastCommit() {
        worker.send(1L, "bad", "skip", 25L, 2L, "wrong", "lenient");
        worker.assignAndRestore();
        worker.pollAll();
        assertThat(lastCommit().counters().rows()).isZero();
        assertThat(lastCommit().rejectedByColumn()).isEmpty();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        LastCommit commit = lastCommit();
        assertThat(commit.counters()).isEqualTo(worker.lastMarker().counters());
        assertThat(commit.counters().rows()).isEqualTo(7);
        assertThat(commit.rejected(RejectedRowException.Reason.UNREADABLE_ROW)).isEqualTo(1);
        assertThat(commit.rejected(RejectedRowException.Reason.EVALUATION_ERROR))
                .isEqualTo(1);
        assertThat(commit.rejected(RejectedRowException.Reason.NULL_KEY)).isZero();
        assertThat(commit.rejectedByColumn()).isEqualTo(Map.of("x", 1L));
        assertThat(commit.nullByColumn()).isEqualTo(Map.of("y", 1L));
        assertThat(commit.streamTimeMs()).isEqualTo(OptionalLong.of(25));
        assertThat(commit.sequence()).isEqualTo(1);
    }

    @Test
    void streamTimeLagGrowsWithTheWallClock() {
        worker.send(25L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        long lagMs = shown().streamTimeLagMs().orElseThrow();

        worker.letPass(70);

        assertThat(lagMs).isEqualTo(shown().wallMs() - 70 - 25);
        assertThat(shown().streamTimeLagMs()).hasValue(lagMs + 70);
    }

    @Test
    void stateIsCountedAsOfTheLastCommit() {
        worker.send(1L, 15L, 16L);
        worker.assignAndRestore();
        worker.pollAll();
        assertThat(shown().state().rows()).isZero();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(shown().state().rows()).isEqualTo(1);
        assertThat(shown().state().localBytes()).isPositive();
        // The window that is open, the removal of the one that was closed, and the identity of the query.
        assertThat(shown().commits().dirtyRows()).isEqualTo(3);
    }

    @Test
    void aShardWhoseCommitWasAbortedIsHeldUntilTheNextSucceeds() {
        worker.send(1L, 15L, "alert", "wrong");
        worker.assignAndRestore();
        worker.broker.plan(Fault.REFUSED, Fault.REFUSED);

        worker.pollAll();
        assertThat(shown().activity()).isEqualTo(Activity.HELD);
        assertThat(shown().reason()).startsWith("commit aborted: ");
        assertThat(shown().failures()).isEqualTo(1);
        assertThat(lastCommit().counters().rows()).isZero();
        worker.settle();

        assertThat(shown().activity()).isEqualTo(Activity.RUNNING);
        assertThat(shown().failures()).isZero();
        assertThat(shown().commits().aborted()).isEqualTo(2);
        assertThat(shown().commits().latency().count()).isEqualTo(1);
        assertThat(shown().commits().latency().maxMs()).isGreaterThanOrEqualTo(Backoff.afterMs(1));
        assertThat(lastCommit().counters().rows()).isEqualTo(4);
        assertThat(lastCommit().counters().emitted()).isEqualTo(1);
        assertThat(lastCommit().counters().alerts()).isEqualTo(1);
        assertThat(lastCommit().rejectedByColumn()).isEqualTo(Map.of("x", 1L));
    }

    @Test
    void aShardWhoseWriterIsSpentIsRestoringWithItsLastCountsUntilItRunsAgain() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.plan(Fault.UNANSWERED_WRITTEN);

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        assertThat(shown().activity()).isEqualTo(Activity.RESTORING);
        assertThat(shown().reason()).isNotEmpty();
        assertThat(shown().failures()).isEqualTo(1);
        assertThat(lastCommit().counters().rows()).isZero();
        worker.settle();

        assertThat(shown().activity()).isEqualTo(Activity.RUNNING);
        assertThat(lastCommit().counters().rows()).isEqualTo(1);
    }

    @Test
    void aRestoreIsShownAsFarAsItHasCome() {
        worker.send(1L, 15L);
        worker.assignAndRestore();
        worker.settle();
        worker.crash();
        worker.stateDirectory = stateDirectory.resolve("empty");

        worker.assign();
        assertThat(shown().restore()).isEqualTo(RestoreProgress.NONE);
        worker.runBackground();
        assertThat(shown().restore().rows()).isEqualTo(worker.broker.replayedRecords());
        assertThat(shown().restore().bytes()).isPositive();
        worker.tick(0);

        assertThat(shown().restore().fraction()).isEqualTo(1);
    }

    @Test
    void aShardThatHadNothingToRestoreHasRestoredAllOfIt() {
        worker.assignAndRestore();

        assertThat(shown().restore().rows()).isZero();
        assertThat(shown().restore().fraction()).isEqualTo(1);
        assertThat(shown().restore().remainingMs()).hasValue(0);
    }

    @Test
    void anOpeningThatFailsIsShownWithItsReasonAndCounted() {
        worker.failOpening(new TimeoutException("no broker"));
        worker.assignAndRestore();

        assertThat(shown().activity()).isEqualTo(Activity.RESTORING);
        assertThat(shown().reason()).isEqualTo("opening failed: TimeoutException, no broker");
        assertThat(shown().failures()).isEqualTo(1);
        assertThat(shown().commits().fences()).isZero();
    }

    @Test
    void aCommitThatANewOwnerFencesIsCounted() {
        worker.send(1L);
        worker.assignAndRestore();
        worker.pollAll();
        worker.broker.newChangelog().open();

        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(shown().commits().fences()).isEqualTo(1);
        assertThat(shown().activity()).isEqualTo(Activity.RESTORING);
    }

    @Test
    void anOpeningThatANewOwnerFencesIsCounted() {
        worker.failOpening(new ProducerFencedException("taken over"));
        worker.assignAndRestore();

        assertThat(shown().commits().fences()).isEqualTo(1);
    }

    @Test
    void aShardThatCannotBeOpenedIsStoppedWithTheReason() {
        worker.failOpening(new ConnectException("no topic"));
        worker.assign();
        worker.runBackground();
        worker.tick(0);

        assertThat(shown().activity()).isEqualTo(Activity.STOPPED);
        assertThat(shown().reason()).isEqualTo("no topic");
    }

    @Test
    void aShardWhoseQueryFailedIsStoppedWithTheReason() {
        worker.send("tear");
        worker.queryFailures.add(new IllegalStateException("a mistake"));
        worker.assignAndRestore();
        assertThatThrownBy(worker::pollAll).isInstanceOf(ConnectException.class);

        assertThat(shown().activity()).isEqualTo(Activity.STOPPED);
        assertThat(shown().reason()).contains("failed after offset");
    }

    @Test
    void aShardWhosePartitionWentWithoutAWordWhileItWasOpenedIsClosed() {
        worker.assign();
        worker.loseSilently();
        worker.tick(0);

        assertThat(shown().activity()).isEqualTo(Activity.CLOSED);
    }

    @Test
    void aPredecessorThatEndsLateLeavesItsSuccessorShown() {
        worker.assignAndRestore();
        Shards predecessor = worker.shards();
        worker.crash();
        worker.assignAndRestore();

        predecessor.closeAll();

        assertThat(shown().activity()).isEqualTo(Activity.RUNNING);
    }

    @Test
    void theSummaryNamesEachCountOnce() {
        worker.send(1L, "bad", "skip", 25L, 2L, "wrong", "bad", "alert", "expire");
        worker.assignAndRestore();
        worker.settle();

        assertThat(lastCommit().summary())
                .isEqualTo("9 rows: 4 windowed, 1 late, 1 filtered, 3 rejected {UNREADABLE_ROW=2, EVALUATION_ERROR=1};"
                        + " 1 results, 1 alerts, 2 keys expired");
    }

    private LastCommit lastCommit() {
        return shown().lastCommit().orElseThrow();
    }

    private ShardStatus shown() {
        return status().orElseThrow();
    }

    private Optional<ShardStatus> status() {
        return worker.gauges.status(FakeWorker.ROWS);
    }
}

package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.state.InMemoryBroker.CrashError;
import io.pitwall.sink.state.InMemoryBroker.Fault;
import io.pitwall.sink.state.Marker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moves of stream time that close more windows than the outbox has room for. Some fifteen results fill it. */
class ShardAdvanceTest {

    private static final long LEAP_MS = 100_000;
    private static final int RESULTS = FakeQuery.MANY;

    @TempDir
    Path directory;

    private FakeWorker worker;
    private int runs;

    @BeforeEach
    void startWorker() {
        worker = new FakeWorker(directory.resolve("run-" + runs++));
    }

    @AfterEach
    void stopWorker() {
        worker.stop();
    }

    @Test
    void aLeapIsCommittedInStepsAndInOrder() {
        worker.send(0L, "many", LEAP_MS);
        worker.assignAndRestore();

        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.outputs()).containsExactlyElementsOf(closedWindows());
        assertThat(worker.broker.markers()).hasSizeBetween(5, 10);
    }

    @Test
    void theRowThatLeapsIsInTheLastCommitOnly() {
        worker.send(0L, "many", LEAP_MS);
        worker.assignAndRestore();

        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        List<Marker> markers = worker.broker.markers();
        assertThat(markers.subList(0, markers.size() - 1)).allSatisfy(marker -> {
            assertThat(marker.nextInputOffset()).isEqualTo(2);
            assertThat(marker.streamTimeMs()).isEqualTo(LEAP_MS);
            assertThat(marker.counters().windowed()).isEqualTo(2);
        });
        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(3);
        assertThat(worker.lastMarker().counters().windowed()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFaultInAnyStepChangesNothing(Fault fault) {
        for (int step = 0; step < 9; step++) {
            stopWorker();
            startWorker();
            for (int before = 0; before < step; before++) {
                worker.broker.plan(Fault.NONE);
            }
            worker.broker.plan(fault);
            worker.send(0L, "many", LEAP_MS, LEAP_MS + 1, "bad");
            surviving(worker::assignAndRestore);
            surviving(worker::pollAll);
            for (int round = 0; round < 100; round++) {
                surviving(worker::settleBriefly);
            }

            assertThat(worker.outputs()).containsExactlyElementsOf(closedWindows(100_000L, 2));
            assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(5);
            assertThat(worker.lastMarker().counters().windowed()).isEqualTo(4);
            assertThat(worker.lastMarker().counters().rejectedRows()).isEqualTo(1);
        }
    }

    @Test
    void aCallWaitsForSixteenCommitsAndTheRowComesAgain() {
        worker.send(0L, "many", 2_000L, "many", 4_000L, "many", LEAP_MS);
        worker.assignAndRestore();

        worker.pollAll();

        assertThat(worker.broker.markers()).hasSize(16);
        assertThat(worker.isPaused()).isFalse();
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        assertThat(worker.outputs()).hasSize(3 * RESULTS).doesNotHaveDuplicates();
        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(7);
    }

    @Test
    void anAdvanceWithoutARowIsCommittedInStepsToo() {
        closeManyWindowsByIdling();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);

        assertThat(worker.outputs()).containsExactlyElementsOf(closedWindows());
        assertThat(worker.lastMarker().idleAdvances()).isEqualTo(1);
        assertThat(worker.broker.markers()).hasSizeGreaterThan(5);
    }

    @Test
    void anAdvanceWithoutARowGoesOnAfterARestart() {
        worker.broker.plan(Fault.NONE, Fault.NONE, Fault.CRASH_AFTER_COMMIT);
        surviving(this::closeManyWindowsByIdling);
        int closedBefore = worker.outputs().size();
        worker.send("bad");

        surviving(worker::settle);

        assertThat(closedBefore).isBetween(1, RESULTS - 1);
        assertThat(worker.outputs()).containsExactlyElementsOf(closedWindows());
    }

    private void closeManyWindowsByIdling() {
        worker.send(0L, "many");
        worker.assignAndRestore();
        worker.pollAll();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
        worker.tick(FakeWorker.IDLE_TIMEOUT_MS);
        worker.runBackground();
        worker.tick(FakeWorker.COMMIT_INTERVAL_MS);
    }

    private void surviving(Runnable step) {
        try {
            step.run();
        } catch (CrashError e) {
            worker.crash();
            worker.assignAndRestore();
        }
    }

    /** The first one has the row that opened it as well. */
    private static List<String> closedWindows() {
        List<String> texts = new ArrayList<>(List.of("features 0: 2"));
        LongStream.range(1, RESULTS).forEach(window -> texts.add("features " + window * FakeQuery.SIZE_MS + ": 1"));
        return texts;
    }

    private static List<String> closedWindows(long lastStartMs, long lastCount) {
        List<String> texts = closedWindows();
        texts.add("features " + lastStartMs + ": " + lastCount);
        return texts;
    }
}

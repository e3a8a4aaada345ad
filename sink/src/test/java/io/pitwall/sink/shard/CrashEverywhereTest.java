package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.InMemoryBroker;
import io.pitwall.sink.state.InMemoryBroker.CrashError;
import io.pitwall.sink.state.InMemoryBroker.Fault;
import io.pitwall.sink.state.Marker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One transcript, told again with a fault after every step of it: what readers see never changes. */
class CrashEverywhereTest {

    private static final List<Object> ROWS = List.of(
            1L, 3L, 12L, "bad", 2L, "alert", 25L, "skip", 31L, 4L, 55L, "update", "wrong", "expire", "update", 70L);
    /** The last window closes because the partition falls silent. */
    private static final List<String> EXPECTED = List.of(
            "features 0: 2",
            "late offset 4 by 2 for 0..10 at 12",
            "alerts alert at 5",
            "features 10: 1",
            "features 20: 1",
            "late offset 9 by 21 for 0..10 at 31",
            "features 30: 1",
            "features update 1",
            "features update 2",
            "features 50: 1",
            "features 70: 1");

    private static final Counters COUNTERS = new Counters(11, 2, 1, Map.of(2, 1L, 4, 1L), 8, 1, 2, 2);

    @TempDir
    Path directory;

    private int runs;

    @Test
    void theTranscriptWithoutFaults() {
        FakeWorker worker = newWorker();

        tell(worker, -1, () -> {});

        assertOutcome(worker);
    }

    @Test
    void aCrashAfterAnyRow() {
        for (int step = 0; step < ROWS.size(); step++) {
            FakeWorker worker = newWorker();
            tell(worker, step, worker::crash);
            assertOutcome(worker);
        }
    }

    @Test
    void aCrashWithLossOfTheDirectoryAfterAnyRow() {
        for (int step = 0; step < ROWS.size(); step++) {
            FakeWorker worker = newWorker();
            Path state = currentDirectory();
            tell(worker, step, () -> {
                worker.stop();
                worker.crash();
                delete(state);
            });
            assertOutcome(worker);
        }
    }

    @Test
    void aRevocationAfterAnyRow() {
        for (int step = 0; step < ROWS.size(); step++) {
            FakeWorker worker = newWorker();
            tell(worker, step, worker::revoke);
            assertOutcome(worker);
        }
    }

    @Test
    void aLossAfterAnyRow() {
        for (int step = 0; step < ROWS.size(); step++) {
            FakeWorker worker = newWorker();
            tell(worker, step, worker::lose);
            assertOutcome(worker);
        }
    }

    @Test
    void aZombieThatFencesAfterAnyRow() {
        for (int step = 0; step < ROWS.size(); step++) {
            FakeWorker worker = newWorker();
            tell(worker, step, worker.broker.newChangelog()::open);
            assertOutcome(worker);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFaultInAnyCommit(Fault fault) {
        for (int commit = 0; commit < ROWS.size(); commit++) {
            FakeWorker worker = newWorker();
            for (int before = 0; before < commit; before++) {
                worker.broker.plan(Fault.NONE);
            }
            worker.broker.plan(fault);
            tell(worker, -1, () -> {});
            assertOutcome(worker);
        }
    }

    @Test
    void faultsAtRandom() {
        long seed = Long.getLong("pitwall.seed", System.nanoTime());
        System.out.println("CrashEverywhereTest.faultsAtRandom: -Dpitwall.seed=" + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 25; run++) {
            FakeWorker worker = newWorker();
            Fault[] faults = InMemoryBroker.Fault.values();
            for (int commit = 0; commit < 20; commit++) {
                worker.broker.plan(random.nextBoolean() ? Fault.NONE : faults[random.nextInt(faults.length)]);
            }
            int step = random.nextInt(ROWS.size());
            tell(worker, step, random.nextBoolean() ? worker::crash : worker::lose);
            assertOutcome(worker);
        }
    }

    /** Sends row by row, with time for a commit after each, and the fault after one of them. */
    private void tell(FakeWorker worker, int faultStep, Runnable fault) {
        surviving(worker, worker::assignAndRestore);
        for (int step = 0; step < ROWS.size(); step++) {
            worker.send(ROWS.get(step));
            surviving(worker, worker::pollAll);
            if (step == faultStep) {
                fault.run();
            }
            if (worker.assignment().isEmpty()) {
                surviving(worker, worker::assignAndRestore);
            }
            surviving(worker, () -> worker.tick(FakeWorker.COMMIT_INTERVAL_MS));
            worker.runBackground();
        }
        for (int round = 0; round < 400; round++) {
            surviving(worker, worker::settleBriefly);
        }
    }

    private static void surviving(FakeWorker worker, Runnable step) {
        try {
            step.run();
        } catch (CrashError e) {
            worker.crash();
            worker.assignAndRestore();
        }
    }

    private void assertOutcome(FakeWorker worker) {
        assertThat(worker.outputs()).containsExactlyElementsOf(EXPECTED);
        assertThat(worker.gauges.status(FakeWorker.ROWS))
                .flatMap(ShardStatus::lastCommit)
                .map(LastCommit::counters)
                .contains(COUNTERS);
        worker.stop();
        assertThat(worker.gauges.status(FakeWorker.ROWS)).isEmpty();
        List<Marker> markers = worker.broker.markers();
        for (int index = 0; index < markers.size(); index++) {
            assertThat(markers.get(index).sequence()).isEqualTo(index + 1);
            assertThat(markers.get(index).counters().rows())
                    .isEqualTo(markers.get(index).nextInputOffset());
        }
        assertThat(worker.lastMarker().nextInputOffset()).isEqualTo(ROWS.size());
        assertThat(worker.lastMarker().counters()).isEqualTo(COUNTERS);
    }

    private FakeWorker newWorker() {
        runs++;
        return new FakeWorker(currentDirectory());
    }

    private Path currentDirectory() {
        return directory.resolve("run-" + runs);
    }

    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

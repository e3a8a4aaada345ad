package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever dies in mid-stream, every window comes out once and right. */
@ExtendWith(RealWorker.Resolver.class)
final class FaultsIT {

    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(90);
    private static final int PARTITIONS = 2;

    /** Wall time must not close windows while the worker or the broker is down. */
    private static final Map<String, String> WITHOUT_IDLE_CLOSING = Map.of("idle.timeout.ms", "-1", "alert.when", "");

    @Test
    void aWorkerKilledTwiceInMidStreamLosesAndRepeatsNothing(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("killed", PARTITIONS);
                Ride ride = Ride.start(pipeline, PARTITIONS)) {
            pipeline.startSink(WITHOUT_IDLE_CLOSING);
            for (int kill = 0; kill < 2; kill++) {
                awaitMoreWindows(pipeline);
                real.worker().kill();
                real.worker().start().awaitReady();
            }
            awaitMoreWindows(pipeline);

            ride.finish();
            expectTheWindowsOfTheRowsTopic(pipeline);
        }
    }

    @Test
    void aDeletedStateDirectoryIsRestoredFromTheChangelog(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("stateless", PARTITIONS);
                Ride ride = Ride.start(pipeline, PARTITIONS)) {
            pipeline.startSink(WITHOUT_IDLE_CLOSING);
            awaitMoreWindows(pipeline);
            real.worker().stop();
            Path state = pipeline.state();
            assertThat(state).isNotEmptyDirectory();
            Folder.delete(state);
            real.worker().start().awaitReady();
            awaitMoreWindows(pipeline);

            ride.finish();
            expectTheWindowsOfTheRowsTopic(pipeline);
        }
    }

    @Test
    void aBrokerKilledAndStartedAgainIsCarriedOnWith(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("brokerless", PARTITIONS);
                Ride ride = Ride.start(pipeline, PARTITIONS)) {
            pipeline.startSink(WITHOUT_IDLE_CLOSING);
            awaitMoreWindows(pipeline);
            real.broker().kill();
            real.broker().start().awaitReady();
            awaitMoreWindows(pipeline);

            ride.finish();
            expectTheWindowsOfTheRowsTopic(pipeline);
        }
    }

    private static void expectTheWindowsOfTheRowsTopic(Pipeline pipeline) {
        Map<Integer, HoppingOracle> oracles = new HashMap<>();
        try (TopicReader rows = new TopicReader(pipeline.bootstrapServers(), pipeline.topic("rows"))) {
            for (ConsumerRecord<String, String> row : rows.committed()) {
                oracles.computeIfAbsent(row.partition(), unseen -> new HoppingOracle(2_000, 250, 3_000))
                        .add(
                                row.key(),
                                row.timestamp(),
                                Ride.acceleration(row.value()).force(),
                                false);
            }
        }
        Map<Window, Total> expected = new TreeMap<>();
        oracles.values().forEach(oracle -> expected.putAll(oracle.closed()));
        int lateRows =
                oracles.values().stream().mapToInt(HoppingOracle::lateRows).sum();

        Features.expectExactly(expected, pipeline);
        assertThat(pipeline.late().committed()).hasSize(lateRows);
    }

    private static void awaitMoreWindows(Pipeline pipeline) {
        int before = pipeline.features().committed().size();
        await().atMost(RECOVERY_TIMEOUT)
                .until(() -> pipeline.features().committed().size() > before + 500);
    }
}

package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

            Features.expectExactly(ride.finish(), pipeline);
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

            Features.expectExactly(ride.finish(), pipeline);
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

            Features.expectExactly(ride.finish(), pipeline);
        }
    }

    private static void awaitMoreWindows(Pipeline pipeline) {
        int before = pipeline.features().committed().size();
        await().atMost(RECOVERY_TIMEOUT)
                .until(() -> pipeline.features().committed().size() > before + 500);
    }
}

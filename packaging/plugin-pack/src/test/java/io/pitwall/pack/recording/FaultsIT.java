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

    /** Above the mean of 120 by about a standard deviation. */
    private static final double ALERT_FORCE = 125;

    /** Longer than most outages last in the ride's time, so that a cool-down that is forgotten shows. */
    private static final long COOLDOWN_MS = 20_000;

    /** Wall time must not close windows while the worker or the broker is down. */
    private static final Map<String, String> SINK = Map.of(
            "idle.timeout.ms",
            "-1",
            "alert.when",
            "force > " + ALERT_FORCE,
            "alert.cooldown.ms",
            Long.toString(COOLDOWN_MS));

    @Test
    void aWorkerKilledTwiceInMidStreamLosesAndRepeatsNothing(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("killed", PARTITIONS);
                Ride ride = Ride.start(pipeline, PARTITIONS)) {
            pipeline.startSink(SINK);
            for (int kill = 0; kill < 2; kill++) {
                awaitMoreWindows(pipeline);
                real.worker().kill();
                real.worker().start().awaitReady();
            }
            awaitMoreWindows(pipeline);

            expectExactlyOnce(ride, pipeline);
        }
    }

    @Test
    void aDeletedStateDirectoryIsRestoredFromTheChangelog(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("stateless", PARTITIONS);
                Ride ride = Ride.start(pipeline, PARTITIONS)) {
            pipeline.startSink(SINK);
            awaitMoreWindows(pipeline);
            real.worker().stop();
            Path state = pipeline.state();
            assertThat(state).isNotEmptyDirectory();
            Folder.delete(state);
            real.worker().start().awaitReady();
            awaitMoreWindows(pipeline);

            expectExactlyOnce(ride, pipeline);
        }
    }

    @Test
    void aBrokerKilledAndStartedAgainIsCarriedOnWith(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("brokerless", PARTITIONS);
                Ride ride = Ride.start(pipeline, PARTITIONS)) {
            pipeline.startSink(SINK);
            awaitMoreWindows(pipeline);
            real.broker().kill();
            real.broker().start().awaitReady();
            awaitMoreWindows(pipeline);

            expectExactlyOnce(ride, pipeline);
        }
    }

    private static void expectExactlyOnce(Ride ride, Pipeline pipeline) {
        Features.expectExactly(ride.finish(), pipeline);
        Features.expectAlertsExactly(ride.alerts(ALERT_FORCE, COOLDOWN_MS), pipeline);
        assertThat(pipeline.alerts().committed()).isNotEmpty();
        assertThat(pipeline.late().committed()).isEmpty();
        Markers.expectEveryRowCommittedOnce(pipeline);
    }

    private static void awaitMoreWindows(Pipeline pipeline) {
        int before = pipeline.features().committed().size();
        await().atMost(RECOVERY_TIMEOUT)
                .until(() -> pipeline.features().committed().size() > before + 500);
    }
}

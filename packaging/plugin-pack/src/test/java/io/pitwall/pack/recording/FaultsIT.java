package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.pack.recording.AlertOracle.Alert;
import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The only worker or the only broker dies, and comes back. */
@ExtendWith(RealWorker.Resolver.class)
final class FaultsIT {

    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(90);
    private static final int PARTITIONS = 2;
    private static final long ONE_DAY_MS = Duration.ofDays(1).toMillis();

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
    void aWorkerKilledTwiceWithoutTransactionsLeavesNoWindowOut(RealWorker real) {
        Map<String, String> sink = new HashMap<>(SINK);
        sink.put("processing.guarantee", "at_least_once");
        try (Pipeline pipeline = real.pipeline("at-least-once", PARTITIONS);
                Ride ride = Ride.start(pipeline, PARTITIONS, Ride.START_MS)) {
            pipeline.startSink(sink);
            for (int kill = 0; kill < 2; kill++) {
                awaitMoreWindows(pipeline);
                real.worker().kill();
                real.worker().start().awaitReady();
            }
            awaitMoreWindows(pipeline);

            ride.finish();
            Features.expectAtLeast(windowsOfTheRowsTopic(pipeline, new ArrayList<>()), pipeline);
        }
    }

    /**
     * The broker is killed between two rides, when no transaction is on its way. In mid-transaction the only broker of a
     * cluster can lose the commit markers of what it had agreed to commit: see TransactionMarkerChannelManager, which takes
     * partitions that have no leader while the broker comes back for deleted ones.
     */
    @Test
    void aBrokerKilledAndStartedAgainIsCarriedOnWith(RealWorker real) {
        try (Pipeline pipeline = real.pipeline("brokerless", PARTITIONS)) {
            pipeline.startSink(SINK);
            ride(pipeline, Ride.START_MS);
            awaitNoTransaction(pipeline);
            real.broker().kill();
            real.broker().start().awaitReady();
            ride(pipeline, Ride.START_MS + ONE_DAY_MS);

            expectExactlyOnce(pipeline);
        }
    }

    private static void ride(Pipeline pipeline, long startMs) {
        try (Ride ride = Ride.start(pipeline, PARTITIONS, startMs)) {
            awaitMoreWindows(pipeline);
            ride.finish();
        }
    }

    private static void awaitNoTransaction(Pipeline pipeline) {
        int expected = windowsOfTheRowsTopic(pipeline, new ArrayList<>()).size();
        await().atMost(RECOVERY_TIMEOUT)
                .until(() -> pipeline.features().committed().size() >= expected);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()))) {
            await().atMost(RECOVERY_TIMEOUT).until(() -> admin.listTransactions().all().get().stream()
                    .map(TransactionListing::state)
                    .allMatch(state -> state == TransactionState.EMPTY
                            || state == TransactionState.COMPLETE_COMMIT
                            || state == TransactionState.COMPLETE_ABORT));
        }
    }

    private static void expectExactlyOnce(Pipeline pipeline) {
        List<Alert> expectedAlerts = new ArrayList<>();
        Map<Window, Total> expected = windowsOfTheRowsTopic(pipeline, expectedAlerts);

        Features.expectExactly(expected, pipeline);
        Features.expectAlertsExactly(expectedAlerts, pipeline);
        assertThat(pipeline.alerts().committed()).isNotEmpty();
        assertThat(pipeline.late().committed()).isEmpty();
        Markers.expectEveryRowCommittedOnce(pipeline);
    }

    /** What the rows topic must give: its partitions folded in offset order. */
    private static Map<Window, Total> windowsOfTheRowsTopic(Pipeline pipeline, List<Alert> alerts) {
        Map<Integer, HoppingOracle> oracles = new HashMap<>();
        List<AlertOracle> alertOracles = new ArrayList<>();
        try (TopicReader rows = new TopicReader(pipeline.bootstrapServers(), pipeline.topic("rows"))) {
            for (ConsumerRecord<String, String> row : rows.committed()) {
                oracles.computeIfAbsent(row.partition(), unseen -> oracle(alertOracles))
                        .add(
                                row.key(),
                                row.timestamp(),
                                Ride.acceleration(row.value()).force(),
                                false);
            }
        }
        Map<Window, Total> windows = new TreeMap<>();
        oracles.values().forEach(oracle -> {
            assertThat(oracle.lateRows()).isZero();
            windows.putAll(oracle.closed());
        });
        alertOracles.forEach(oracle -> alerts.addAll(oracle.alerts()));
        return windows;
    }

    private static HoppingOracle oracle(List<AlertOracle> alertOracles) {
        AlertOracle alerts = new AlertOracle(ALERT_FORCE, COOLDOWN_MS);
        alertOracles.add(alerts);
        return new HoppingOracle(2_000, 250, 3_000, alerts);
    }

    private static void awaitMoreWindows(Pipeline pipeline) {
        int before = pipeline.features().committed().size();
        await().atMost(RECOVERY_TIMEOUT)
                .until(() -> pipeline.features().committed().size() > before + 500);
    }
}

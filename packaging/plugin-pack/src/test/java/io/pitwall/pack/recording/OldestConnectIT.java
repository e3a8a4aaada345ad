package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.KafkaLibs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The oldest supported Connect, against a current broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OldestConnectIT {

    private RealWorker real;

    @BeforeAll
    void startWorker() {
        real = RealWorker.on(KafkaLibs.PREVIOUS);
    }

    @AfterAll
    void stopWorker() {
        real.close();
    }

    @Test
    void theShippedPipelineTurnsPostsIntoWindowsAndAnAlert() {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 3_000);
        StillPhone.rows(0, 10)
                .forEach(row -> row.acceleration().ifPresent(a -> oracle.add("rider", row.timeMs(), a.force(), false)));
        try (Pipeline pipeline = real.pipeline("oldest", 1)) {
            pipeline.startGateway();
            pipeline.startSink(Map.of("idle.timeout.ms", "-1", "alert.when", "samples >= 40"));

            for (String body : StillPhone.bodies(0, 10)) {
                assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
            }
            for (String body : StillPhone.bodies(60, 61)) {
                assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
            }

            Features.expectExactly(oracle.all(), pipeline);
            assertThat(pipeline.alerts().committed()).hasSize(1);
        }
    }

    /** Before 4.1 Connect had no metrics for plugins. */
    @Test
    void aShardIsShownAsAnMBeanAlone() {
        try (Pipeline pipeline = real.pipeline("watched", 1);
                MBeansOfAWorker mbeans = real.mbeans()) {
            pipeline.startSink(Map.of());

            await().atMost(Duration.ofSeconds(30)).until(() -> mbeans.valuesOfShards(pipeline.sink())
                    .anyMatch(shard -> "running".equals(shard.get("Phase"))));

            assertThat(mbeans.valuesOfShards(pipeline.sink())).singleElement().satisfies(shard -> assertThat(shard)
                    .containsEntry("RowsIn", 0L)
                    .containsEntry("FailuresInARow", 0L)
                    .containsEntry("StreamTimeMs", null));
            assertThat(mbeans.pluginMetrics(pipeline.sink())).isEmpty();
        }
    }

    /** For the same reason. */
    @Test
    void aGatewayIsShownAsAnMBeanAlone() {
        try (Pipeline pipeline = real.pipeline("answering", 1);
                MBeansOfAWorker mbeans = real.mbeans()) {
            pipeline.startGateway();
            assertThat(pipeline.post("oops").statusCode()).isEqualTo(400);

            assertThat(mbeans.gateways(pipeline.gateway())).singleElement().satisfies(gateway -> assertThat(
                            mbeans.values(gateway))
                    .containsEntry("Tasks", 1L)
                    .containsEntry("RejectedRequests", 1L)
                    .containsEntry("AcknowledgementP99Ms", null));
            assertThat(mbeans.tasks(pipeline.gateway())).isEmpty();
        }
    }
}

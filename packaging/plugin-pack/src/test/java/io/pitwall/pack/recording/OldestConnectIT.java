package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.local.KafkaLibs;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The oldest supported Connect, against a current broker. */
final class OldestConnectIT {

    @Test
    void theShippedPipelineTurnsPostsIntoWindowsAndAnAlert() {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 3_000);
        StillPhone.rows(0, 10)
                .forEach(row -> row.acceleration().ifPresent(a -> oracle.add("rider", row.timeMs(), a.force(), false)));
        try (RealWorker real = RealWorker.on(KafkaLibs.PREVIOUS);
                Pipeline pipeline = real.pipeline("oldest", 1)) {
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
}

package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that real phones pushed. */
@ExtendWith(RealWorker.Resolver.class)
@EnabledIf(value = "io.pitwall.pack.recording.RecordedData#isPresent", disabledReason = RecordedData.ABSENT)
final class PushBodiesIT {

    private static final String TEST_BUTTON = "push_test_button.json";

    @ParameterizedTest
    @ValueSource(strings = {TEST_BUTTON, "push_iphone_uncalibrated.json", "push_android_ios_mixed.json"})
    void aPushedBodyIsStoredOrRefusedCleanly(String file, RealWorker real) throws IOException {
        try (Pipeline pipeline = real.pipeline("push", 1);
                TopicReader rows = new TopicReader(pipeline.bootstrapServers(), pipeline.topic("rows"))) {
            pipeline.startGateway();

            int status = pipeline.post(body(file)).statusCode();

            if (status == 200) {
                assertThat(rows.committed()).isNotEmpty();
            } else {
                assertThat(status).isBetween(400, 499);
                assertThat(rows.committed()).isEmpty();
            }
            assertThat(pipeline.post(StillPhone.bodies(0, 1).get(0)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theTestButtonDoesNotDisturbTheWindowsOfARide(RealWorker real) throws IOException {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 3_000);
        StillPhone.rows(0, 10)
                .forEach(row -> row.acceleration().ifPresent(a -> oracle.add("rider", row.timeMs(), a.force(), false)));
        try (Pipeline pipeline = real.pipeline("button", 1)) {
            pipeline.startGateway();
            pipeline.startSink(Map.of("idle.timeout.ms", "-1"));

            List<String> bodies = new ArrayList<>();
            bodies.add(body(TEST_BUTTON));
            bodies.addAll(StillPhone.bodies(0, 5));
            bodies.add(body(TEST_BUTTON));
            bodies.addAll(StillPhone.bodies(5, 10));
            bodies.add(body(TEST_BUTTON));
            bodies.addAll(StillPhone.bodies(60, 61));
            for (String body : bodies) {
                assertThat(pipeline.post(body).statusCode()).isLessThan(500);
            }

            Map<Window, Total> expected = oracle.all();
            Features.expectExactly(expected, pipeline);
            assertThat(pipeline.alerts().committed()).isEmpty();
        }
    }

    private static String body(String file) throws IOException {
        return Files.readString(RecordedData.file("phone/" + file));
    }
}

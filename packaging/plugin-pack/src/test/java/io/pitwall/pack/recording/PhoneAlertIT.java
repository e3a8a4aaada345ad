package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pitwall.browser.Chromium;
import io.pitwall.browser.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the hand to the alert: the page in a real browser, the shipped connectors on a real worker. */
@ExtendWith(RealWorker.Resolver.class)
@EnabledIf(value = "io.pitwall.browser.Chromium#isInstalled", disabledReason = Chromium.ABSENT)
final class PhoneAlertIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aPhoneThatIsShakenRaisesTheAlertOfItsOwnNameAndOneAtRestNone(RealWorker real) throws IOException {
        try (Pipeline pipeline = real.pipeline("phone", 1);
                Chromium chromium = Chromium.start()) {
            pipeline.startGateway(Map.of("demo.page", "true"));
            pipeline.startSink(Map.of());
            try (Page page = chromium.open(pipeline.gatewayUri("/phone"))) {
                page.type("#device", "phone-in-hand");
                page.feel(0.1, -0.1, 0.2);
                page.click("#button");
                await().atMost(PATIENCE)
                        .until(() -> !pipeline.features().committed().isEmpty());
                assertThat(pipeline.alerts().committed()).isEmpty();

                page.feel(15, -12, 9);
                await().atMost(PATIENCE)
                        .until(() -> !pipeline.alerts().committed().isEmpty());
            }

            List<ConsumerRecord<String, String>> alerts = pipeline.alerts().committed();
            assertThat(alerts).extracting(ConsumerRecord::key).containsExactly("phone-in-hand");
            JsonNode alert = new ObjectMapper().readTree(alerts.get(0).value());
            assertThat(alert.required("force").doubleValue()).isGreaterThan(200);
            assertThat(alert.required("peak").doubleValue()).isEqualTo(36);
        }
    }
}

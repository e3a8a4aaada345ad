package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The recorded ride with its four crashes, as the phone would have sent it, through gateway and sink. */
@ExtendWith(RealWorker.Resolver.class)
@EnabledIf(value = "io.pitwall.pack.recording.RecordedData#isPresent", disabledReason = RecordedData.ABSENT)
final class RecordingIT {

    /** Event time by which a second phone follows the ride; enough to close every window of the ride, grace included. */
    private static final long CLOSING_DELAY_NS = 60_000_000_000L;

    @Test
    void theRecordedRideGivesEveryWindowOnceAndOneAlert(RealWorker real) {
        List<PhoneRow> ride = PhoneRecording.read(RecordedData.file(PhoneRecording.FILE));
        AlertOracle alerts = new AlertOracle(200, 60_000);
        Map<Window, Total> expected = windows("rider", ride, alerts);
        try (Pipeline pipeline = real.pipeline("recording", 1)) {
            pipeline.startGateway();
            pipeline.startSink(Map.of("idle.timeout.ms", "-1"));

            for (String body : new SensorLogger("rider").bodies(ride)) {
                assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
            }
            assertThat(pipeline.post(bodyThatClosesTheWindowsOf(ride)).statusCode())
                    .isEqualTo(200);

            assertThat(expected).hasSize(3_825);
            Features.expectExactly(expected, pipeline);
            assertThat(pipeline.late().committed()).isEmpty();
            assertThat(alerts.alerts()).hasSize(1);
            Features.expectAlertsExactly(alerts.alerts(), pipeline);
        }
    }

    private static Map<Window, Total> windows(String deviceId, List<PhoneRow> ride, AlertOracle alerts) {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 3_000, alerts);
        for (PhoneRow row : ride) {
            row.acceleration().ifPresent(a -> oracle.add(deviceId, row.timeMs(), a.force(), row.isCrash()));
        }
        return oracle.all();
    }

    private static String bodyThatClosesTheWindowsOf(List<PhoneRow> ride) {
        long endNs = ride.get(ride.size() - 1).timeNs();
        return new SensorLogger("follower")
                .bodies(List.of(PhoneRow.at(endNs + CLOSING_DELAY_NS, new Acceleration(0, 0, 1))))
                .get(0);
    }
}

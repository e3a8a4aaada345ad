package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one subject of SisFall did, one activity after the other, each as a phone of its own. */
@ExtendWith(RealWorker.Resolver.class)
@EnabledIf(value = "io.pitwall.pack.recording.RecordedData#isPresent", disabledReason = RecordedData.ABSENT)
final class SisFallIT {

    private static final long START_MS = 1_700_000_000_000L;
    private static final long PAUSE_MS = 10_000;

    @Test
    void theWindowsOfEveryRecordingEqualTheOraclesAndTheLastOnesCloseWhenAllIsQuiet(RealWorker real) {
        HoppingOracle oracle = new HoppingOracle(2_000, 250, 0);
        List<String> bodies = new ArrayList<>();
        long timeMs = START_MS;
        for (var file : RecordedData.files("sisfall", "_SA01_")) {
            SisFallRecording recording = SisFallRecording.read(file);
            List<PhoneRow> rows = rows(recording, timeMs);
            rows.forEach(row ->
                    row.acceleration().ifPresent(a -> oracle.add(recording.name(), row.timeMs(), a.force(), false)));
            bodies.addAll(new SensorLogger(recording.name()).bodies(rows));
            timeMs += recording.durationMs() + PAUSE_MS;
        }
        try (Pipeline pipeline = real.pipeline("sisfall", 4)) {
            pipeline.startGateway();
            for (String body : bodies) {
                assertThat(pipeline.post(body).statusCode()).isEqualTo(200);
            }
            // Only now, when nothing is left to come: a wait of the machine must not look like a quiet partition.
            pipeline.startSink(Map.of("idle.timeout.ms", "1000", "window.grace.ms", "0"));

            Features.expectExactly(oracle.all(), pipeline);
            assertThat(pipeline.late().committed()).isEmpty();
        }
    }

    private static List<PhoneRow> rows(SisFallRecording recording, long startMs) {
        List<PhoneRow> rows = new ArrayList<>();
        for (int i = 0; i < recording.samples().size(); i++) {
            long timeMs = startMs + i * SisFallRecording.SAMPLE_INTERVAL_MS;
            rows.add(PhoneRow.at(timeMs * 1_000_000, recording.samples().get(i)));
        }
        return rows;
    }
}

package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What phones really send, through the transforms that make rows of it. */
class SensorLoggerBodiesTest {

    @Test
    void everyReadingOfTwoPhonesBecomesAFlatRowNamedBySensor() throws IOException {
        List<Map<String, Object>> rows = flatRows("push_android_ios_mixed.json");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).containsKey("time").doesNotContainKeys("name", "values");
            assertThat(row.values()).noneMatch(value -> value instanceof Map || value instanceof List);
        });
        assertThat(rows.get(0))
                .containsEntry("accelerometer-z", -0.1116943359375)
                .containsEntry("accelerometer-x", -0.01123344898223877)
                .containsEntry("time", 1_675_646_835_546_228_200L);
    }

    @Test
    void uncalibratedReadingsKeepTheirExactTime() throws IOException {
        assertThat(flatRows("push_iphone_uncalibrated.json").get(0))
                .containsEntry("time", 1_780_530_295_467_601_700L)
                .containsEntry("accelerometeruncalibrated-z", -0.947174072265625);
    }

    @Test
    void theTestButtonMakesARowWithoutReadings() throws IOException {
        assertThat(flatRows("push_test_button.json")).containsExactly(Map.of("time", 0));
    }

    @Test
    void theirNanosecondsBecomeTheTimestamp() throws IOException {
        EventTime<SinkRecord> eventTime = new EventTime<>();
        eventTime.configure(Config.of(EventTime.COLUMN, "time", EventTime.UNIT, "ns"));
        Map<String, Object> row = flatRows("push_iphone_uncalibrated.json").get(0);
        assertThat(Rows.apply(eventTime, Rows.value(null, row)).timestamp()).isEqualTo(1_780_530_295_467L);
    }

    private static List<Map<String, Object>> flatRows(String file) throws IOException {
        Path body = Path.of(System.getProperty("pitwall.root", ".."), "../shared/data/phone", file);
        assumeTrue(Files.exists(body), () -> "The recorded body " + body + " is not here; see its README");
        Flatten<SinkRecord> flatten = new Flatten<>();
        flatten.configure(Config.of(
                Flatten.DELIMITER, "-", Flatten.PIVOT_NAME_FIELD, "name", Flatten.PIVOT_VALUE_FIELD, "values"));
        List<Map<String, Object>> rows = new ArrayList<>();
        List<?> items = (List<?>)
                Objects.requireNonNull(Rows.map(Files.readString(body)).get("payload"));
        for (Object item : items) {
            Map<String, Object> row = new HashMap<>();
            ((Map<?, ?>) Rows.apply(flatten, Rows.value(null, item)).value())
                    .forEach((name, value) -> row.put((String) name, value));
            rows.add(row);
        }
        return rows;
    }
}

package io.pitwall.benchmarks.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PhoneRowsTest {

    private static final long TIME_MS = 1_767_225_600_123L;

    @Test
    void aRowIsTheJsonOfAPhone() throws IOException {
        JsonNode row = new ObjectMapper().readTree(new PhoneRows(1).next(19_999, TIME_MS));

        assertThat(row.fieldNames())
                .toIterable()
                .containsExactly("deviceId", "accelerometer-x", "accelerometer-y", "accelerometer-z", "time", "crash");
        assertThat(row.required("deviceId").asText()).isEqualTo("phone-19999");
        assertThat(row.required("time").asLong()).isEqualTo(TIME_MS * 1_000_000);
        assertThat(row.required("accelerometer-y").asDouble())
                .isBetween(-1.0, 1.0)
                .isNotZero();
    }

    @Test
    void aRowHasAbout144Bytes() {
        PhoneRows rows = new PhoneRows(1);

        for (int phone = 0; phone < 20_000; phone++) {
            assertThat(rows.next(phone, TIME_MS).length).isBetween(140, 154);
        }
    }

    @Test
    void equalSeedsGiveEqualRowsAndOtherSeedsOthers() {
        assertThat(new PhoneRows(7).next(1, TIME_MS)).isEqualTo(new PhoneRows(7).next(1, TIME_MS));
        assertThat(new PhoneRows(7).next(1, TIME_MS)).isNotEqualTo(new PhoneRows(8).next(1, TIME_MS));
    }

    @Test
    void thePlainParserFindsTheMagnitudeThatAnOrdinaryOneDoes() throws IOException {
        PhoneRows rows = new PhoneRows(3);
        MagnitudeParser parser = new MagnitudeParser();
        for (int i = 0; i < 1_000; i++) {
            byte[] row = rows.next(i, TIME_MS + i);
            JsonNode fields = new ObjectMapper().readTree(row);
            double x = fields.required("accelerometer-x").asDouble();
            double y = fields.required("accelerometer-y").asDouble();
            double z = fields.required("accelerometer-z").asDouble();

            assertThat(parser.parse(row)).isCloseTo(Math.sqrt(x * x + y * y + z * z), within(1e-15));
        }
    }
}

package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SensorLoggerMessageTest {
    @Test
    void aMessageHasTheShapeOfThePhoneApp() {
        List<Reading> readings = List.of(
                Reading.acceleration(1_712_762_172_603_277_100L, 0.5, -1, 2),
                Reading.location(1_712_762_172_700_000_000L, 50.1, 14.3));

        assertThat(SensorLoggerMessage.encode("rider-1", "session-1", 7, readings))
                .isEqualTo("{\"messageId\":7,\"sessionId\":\"session-1\",\"deviceId\":\"rider-1\",\"payload\":["
                        + "{\"name\":\"accelerometer\",\"time\":1712762172603277100,\"accuracy\":3,"
                        + "\"values\":{\"x\":0.5,\"y\":-1.0,\"z\":2.0}},"
                        + "{\"name\":\"location\",\"time\":1712762172700000000,\"accuracy\":3,"
                        + "\"values\":{\"latitude\":50.1,\"longitude\":14.3}}]}");
    }
}

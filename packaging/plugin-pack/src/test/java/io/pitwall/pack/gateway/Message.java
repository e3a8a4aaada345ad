package io.pitwall.pack.gateway;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a client posts as one request, in the shape of Sensor Logger.
 *
 * @param session one per client
 * @param id counts the messages of the session, from 1
 */
record Message(String session, long id) {

    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final int MAX_ROWS = 5;

    int rows() {
        return 1 + (int) (id % MAX_ROWS);
    }

    String body() {
        String payload = IntStream.range(0, rows()).mapToObj(this::row).collect(Collectors.joining(","));
        return "{\"messageId\":" + id + ",\"sessionId\":\"" + session + "\",\"deviceId\":\"phone-of-" + session
                + "\",\"payload\":[" + payload + "]}";
    }

    private String row(int row) {
        return "{\"name\":\"accelerometer\",\"time\":" + (START_NS + id * 1_000_000_000L + row * 50_000_000L)
                + ",\"row\":" + row + ",\"values\":{\"x\":0.01,\"y\":-0.02,\"z\":9.81}}";
    }
}

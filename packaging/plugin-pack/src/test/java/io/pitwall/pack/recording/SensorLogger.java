package io.pitwall.pack.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The HTTP pushes of the Sensor Logger app: one body for each second of a ride. */
final class SensorLogger {

    private static final long BATCH_NS = 1_000_000_000L;

    private final String deviceId;
    private final String sessionId;
    private int messageId;

    SensorLogger(String deviceId) {
        this(deviceId, "session of " + deviceId);
    }

    /** @param sessionId within which messages are told apart by their numbers, which begin at 0 */
    SensorLogger(String deviceId, String sessionId) {
        this.deviceId = deviceId;
        this.sessionId = sessionId;
    }

    /** The bodies of a ride; rows must come in time order. */
    List<String> bodies(List<PhoneRow> rows) {
        List<String> bodies = new ArrayList<>();
        List<PhoneRow> batch = new ArrayList<>();
        for (PhoneRow row : rows) {
            if (!batch.isEmpty() && row.timeNs() - batch.get(0).timeNs() >= BATCH_NS) {
                bodies.add(body(batch));
                batch.clear();
            }
            batch.add(row);
        }
        if (!batch.isEmpty()) {
            bodies.add(body(batch));
        }
        return bodies;
    }

    private String body(List<PhoneRow> batch) {
        String items = batch.stream().map(SensorLogger::item).collect(Collectors.joining(","));
        return "{\"messageId\":%d,\"sessionId\":\"%s\",\"deviceId\":\"%s\",\"payload\":[%s]}"
                .formatted(messageId++, sessionId, deviceId, items);
    }

    private static String item(PhoneRow row) {
        return row.acceleration()
                .map(a -> item("accelerometer", row.timeNs(), "\"z\":" + a.z() + ",\"y\":" + a.y() + ",\"x\":" + a.x()))
                .or(() -> row.location()
                        .map(l -> item(
                                "location",
                                row.timeNs(),
                                "\"latitude\":" + l.latitude() + ",\"longitude\":" + l.longitude())))
                .orElseThrow(() -> new IllegalArgumentException("A row without acceleration and location"));
    }

    private static String item(String name, long timeNs, String values) {
        return "{\"name\":\"%s\",\"time\":%d,\"accuracy\":3,\"values\":{%s}}".formatted(name, timeNs, values);
    }
}

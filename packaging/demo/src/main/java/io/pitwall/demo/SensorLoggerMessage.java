package io.pitwall.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/** The body of one POST as the phone app Sensor Logger sends it. */
final class SensorLoggerMessage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SensorLoggerMessage() {}

    static String encode(String phone, String session, int messageId, List<Reading> readings) {
        ObjectNode message = JSON.createObjectNode();
        message.put("messageId", messageId).put("sessionId", session).put("deviceId", phone);
        ArrayNode payload = message.putArray("payload");
        for (Reading reading : readings) {
            ObjectNode item = payload.addObject();
            item.put("name", reading.sensor()).put("time", reading.timeNs()).put("accuracy", 3);
            ObjectNode values = item.putObject("values");
            new TreeMap<>(reading.values()).forEach(values::put);
        }
        return message.toString();
    }
}

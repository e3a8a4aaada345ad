package io.pitwall.pack.recording;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A window of the detector's second stage that holds an impact; as an alert, the first after which somebody lies.
 *
 * @param impact the greatest {@code c8} of its features
 * @param upright the last {@code ay} of its features
 */
record Impact(long startMs, long endMs, double impact, double upright) {

    static Impact of(ConsumerRecord<String, String> record) {
        JsonNode columns = FallDetector.columns(record);
        return new Impact(
                columns.required("window_start").asLong(),
                columns.required("window_end").asLong(),
                columns.required("impact").asDouble(),
                columns.required("upright").asDouble());
    }
}

package io.pitwall.pack.recording;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the detector's first stage says about one window of a recording.
 *
 * @param timeMs the record's timestamp, by which the second stage takes it
 * @param c8 standard deviation of the acceleration in the horizontal plane, in g
 * @param ay mean of the acceleration along the body, in g: -1 upright, 0 lying
 */
record FallFeature(long startMs, long endMs, long timeMs, double c8, double ay) {

    static FallFeature of(ConsumerRecord<String, String> record) {
        JsonNode columns = FallDetector.columns(record);
        return new FallFeature(
                columns.required("window_start").asLong(),
                columns.required("window_end").asLong(),
                record.timestamp(),
                columns.required("c8").asDouble(),
                columns.required("ay").asDouble());
    }
}

package io.pitwall.pack.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the features or alerts topic, as the shipped {@code select} makes it.
 *
 * @param coordinates where the record lies, for whoever has to find out why it is there
 */
record Feature(Window window, double force, long samples, JsonNode columns, String coordinates) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Feature> of(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(Feature::of).toList();
    }

    private static Feature of(ConsumerRecord<String, String> record) {
        try {
            JsonNode columns = JSON.readTree(record.value());
            return new Feature(
                    new Window(record.key(), columns.required("window_start").asLong()),
                    columns.required("force").asDouble(),
                    columns.required("samples").asLong(),
                    columns,
                    record.topic() + "-" + record.partition() + "@" + record.offset());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not JSON at offset " + record.offset() + " of " + record.topic(), e);
        }
    }

    /** Does this hold what the oracle says? Sums may differ in the order of their additions. */
    boolean agreesWith(Total expected) {
        return samples == expected.count() && Math.abs(force - expected.sum()) <= 1e-9;
    }

    /** Of an alert. */
    long alertTimeMs() {
        return columns.required("alert_time").asLong();
    }
}

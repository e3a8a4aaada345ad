package io.pitwall.pack.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pitwall.pack.recording.HoppingOracle.Window;
import io.pitwall.pack.recording.Marker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All that is committed of what one sink has written. */
final class Outcome implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keys that are no window's and no group key's begin with it. */
    private static final byte RESERVED = 0;

    private final List<Emitted> features = new ArrayList<>();
    private final List<Emitted> alerts = new ArrayList<>();
    private final List<LateRow> late = new ArrayList<>();
    private final Map<Integer, Marker> lastMarkers = new TreeMap<>();
    private final List<String> disorder = new ArrayList<>();
    private final Map<ByteBuffer, Integer> stateRows = new HashMap<>();

    private final CommittedTopic featuresTopic;
    private final CommittedTopic alertsTopic;
    private final CommittedTopic lateTopic;
    private final CommittedTopic changelog;

    Outcome(String bootstrapServers, ProvenSink sink) {
        featuresTopic = new CommittedTopic(bootstrapServers, sink.topic("features"));
        alertsTopic = new CommittedTopic(bootstrapServers, sink.topic("alerts"));
        lateTopic = new CommittedTopic(bootstrapServers, sink.topic("late"));
        changelog = new CommittedTopic(bootstrapServers, sink.changelog());
    }

    /**
     * A feature or an alert.
     *
     * @param alertTimeMs 0 for a feature
     */
    record Emitted(Window window, long endMs, double total, long samples, long alertTimeMs) {}

    /** @param source partition and offset of the row */
    record LateRow(String source, String key, String value) {}

    /** Reads what was committed since. */
    void readOn() {
        featuresTopic.readOn(record -> features.add(emitted(record)));
        alertsTopic.readOn(record -> alerts.add(emitted(record)));
        lateTopic.readOn(record -> late.add(lateRow(record)));
        changelog.readOn(this::takeChange);
    }

    /** The windows it was read for are there, and nothing is left to come of others. */
    boolean isComplete(Expected expected) {
        return stateRows.isEmpty() && features.size() >= expected.windows().size();
    }

    private static Emitted emitted(ConsumerRecord<byte[], byte[]> record) {
        JsonNode columns;
        try {
            columns = JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON at " + record.topic() + "@" + record.offset(), e);
        }
        return new Emitted(
                new Window(
                        // One text for the hundreds of thousands of windows of a rider.
                        new String(record.key(), UTF_8).intern(),
                        columns.required("window_start").longValue()),
                columns.required("window_end").longValue(),
                columns.required("total").doubleValue(),
                columns.required("n").longValue(),
                columns.path("alert_time").longValue());
    }

    private static LateRow lateRow(ConsumerRecord<byte[], byte[]> record) {
        int partition = Integer.parseInt(header(record, "pitwall.source.partition"));
        long offset = Long.parseLong(header(record, "pitwall.source.offset"));
        return new LateRow(
                Expected.coordinates(partition, offset),
                new String(record.key(), UTF_8),
                new String(record.value(), UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private void takeChange(ConsumerRecord<byte[], byte[]> record) {
        if (Marker.isKey(record.key())) {
            takeMarker(record.partition(), Marker.of(record.value()));
        } else if (record.key()[0] != RESERVED) {
            ByteBuffer key = ByteBuffer.wrap(record.key());
            if (record.value() == null) {
                stateRows.remove(key);
            } else {
                stateRows.put(key, record.partition());
            }
        }
    }

    private void takeMarker(int partition, Marker marker) {
        Marker before = lastMarkers.put(partition, marker);
        long sequence = before == null ? 0 : before.sequence();
        long position = before == null ? 0 : before.nextInputOffset();
        if (marker.sequence() != sequence + 1 || marker.nextInputOffset() < position) {
            disorder.add("partition " + partition + ": " + marker + " came after " + before);
        }
    }

    List<Emitted> features() {
        return features;
    }

    List<Emitted> alerts() {
        return alerts;
    }

    List<LateRow> late() {
        return late;
    }

    /** Of the last commit of each partition. */
    Map<Integer, Marker> lastMarkers() {
        return lastMarkers;
    }

    /** The commits whose number is not the one after the number before, or that go back in the input. */
    List<String> disorder() {
        return disorder;
    }

    /** The keys of the rows that are left in the changelog, and their partition. */
    Map<ByteBuffer, Integer> stateRows() {
        return stateRows;
    }

    @Override
    public void close() {
        featuresTopic.close();
        alertsTopic.close();
        lateTopic.close();
        changelog.close();
    }
}

package io.pitwall.pack.proof;

import io.pitwall.pack.recording.AlertOracle;
import io.pitwall.pack.recording.AlertOracle.Alert;
import io.pitwall.pack.recording.HoppingOracle;
import io.pitwall.pack.recording.HoppingOracle.Total;
import io.pitwall.pack.recording.HoppingOracle.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What must come of the rows topic: each of its partitions folded in the order of offsets, as naively as can be.
 *
 * @param late by where the row lies
 * @param shards by partition
 * @param ids of the rows, in the order of the topic
 */
record Expected(
        Map<Window, Total> windows,
        List<Alert> alerts,
        Map<String, Row> late,
        Map<Integer, Shard> shards,
        List<Long> ids) {

    /** How rows are told apart by their partition and offset. */
    static String coordinates(int partition, long offset) {
        return partition + "@" + offset;
    }

    /** What becomes of the rows of one partition, and the offset after the last of them. */
    static final class Shard {
        private final AlertOracle alerts = new AlertOracle(ProvenSink.ALERT_TOTAL, ProvenSink.COOLDOWN_MS);
        private final HoppingOracle oracle =
                new HoppingOracle(ProvenSink.SIZE_MS, ProvenSink.ADVANCE_MS, ProvenSink.GRACE_MS, alerts);
        private final Map<Integer, Long> rejected = new TreeMap<>();
        private long windowed;
        private long late;
        private long filtered;
        private long position;

        private void take(Row row, ConsumerRecord<byte[], byte[]> record, Map<String, Row> lateRows) {
            position = record.offset() + 1;
            switch (row.kind()) {
                case GOOD -> {
                    if (oracle.add(String.valueOf(row.key()), row.timeMs(), (double) row.x(), false)) {
                        windowed++;
                    } else {
                        late++;
                        lateRows.put(coordinates(record.partition(), record.offset()), row);
                    }
                }
                case SKIPPED -> filtered++;
                case NO_KEY, NO_JSON, FAR_FUTURE, NO_NUMBER ->
                    rejected.merge(row.kind().rejection(), 1L, Long::sum);
            }
        }

        /** As the marker of the last commit must say. */
        Map<String, Object> counts() {
            return Map.of("windowed", windowed, "late", late, "filtered", filtered, "rejected", rejected);
        }

        long position() {
            return position;
        }
    }

    Shard shard(int partition) {
        return Objects.requireNonNull(shards.get(partition));
    }

    static Expected of(String bootstrapServers, String topic) {
        Map<String, Row> late = new HashMap<>();
        Map<Integer, Shard> shards = new TreeMap<>();
        List<Long> ids = new ArrayList<>();
        try (CommittedTopic rows = new CommittedTopic(bootstrapServers, topic)) {
            rows.readOn(record -> {
                ids.add(Row.id(record));
                shards.computeIfAbsent(record.partition(), unseen -> new Shard())
                        .take(Row.of(record), record, late);
            });
        }
        Map<Window, Total> windows = new TreeMap<>();
        List<Alert> alerts = new ArrayList<>();
        shards.values().forEach(shard -> {
            windows.putAll(shard.oracle.all());
            alerts.addAll(shard.alerts.alerts());
        });
        return new Expected(windows, alerts, late, shards, ids);
    }
}

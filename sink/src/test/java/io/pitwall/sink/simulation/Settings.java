package io.pitwall.sink.simulation;

import io.pitwall.sink.WindowSinkTask;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stays the same throughout one schedule.
 *
 * @param isIdleClosing whether a quiet shard's windows close by the wall clock; with tumbling windows only, since of a
 *     hopping one's rows the log does not tell which windows had been closed
 * @param isCompacting whether changelogs are compacted
 * @param renamesTopic whether a transform gives records another topic
 * @param heapBytes what the shards of a process may have in the heap; little has keys leave it all the time
 * @param maxOutboxBytes a result takes some 200
 */
record Settings(
        Protocol protocol,
        int machines,
        int partitions,
        boolean isCooperative,
        long sizeMs,
        long advanceMs,
        long graceMs,
        long commitIntervalMs,
        boolean isIdleClosing,
        boolean isCompacting,
        boolean renamesTopic,
        long heapBytes,
        long maxOutboxBytes) {

    private static final long AMPLE_BYTES = Long.MAX_VALUE;
    static final long IDLE_TIMEOUT_MS = 2_000;
    static final long MAX_FUTURE_MS = 3_600_000;

    static Settings draw(Chance chance, Protocol protocol) {
        long sizeMs = chance.oneOf(1_000, 2_000);
        boolean isIdleClosing = chance.oneIn(3);
        return new Settings(
                protocol,
                chance.between(1, 3),
                chance.between(1, 3),
                chance.oneIn(2),
                sizeMs,
                isIdleClosing ? sizeMs : chance.oneOf(sizeMs, sizeMs / 4, 300),
                chance.oneOf(0, 500),
                chance.oneOf(50, 200, 1_000),
                isIdleClosing,
                chance.oneIn(3),
                chance.oneIn(4),
                chance.oneOf(AMPLE_BYTES, AMPLE_BYTES, 1_000, 4_000),
                chance.oneOf(1, 1_000, 8 << 20));
    }

    Map<String, String> connectorConfig(Path stateDirectory) {
        Map<String, String> config = new TreeMap<>();
        config.put("name", Topics.CONNECTOR);
        config.put("topics", Topics.INPUT);
        config.put("task.class", WindowSinkTask.class.getName());
        config.put("where", "skip is null");
        config.put("select", "sum(x) as s, count(*) as n");
        config.put("timestamp.column", "t");
        config.put("max.future.ms", Long.toString(MAX_FUTURE_MS));
        config.put("window.type", "hopping");
        config.put("window.size.ms", Long.toString(sizeMs));
        config.put("window.advance.ms", Long.toString(advanceMs));
        config.put("window.grace.ms", Long.toString(graceMs));
        config.put("commit.interval.ms", Long.toString(commitIntervalMs));
        config.put("idle.timeout.ms", isIdleClosing ? Long.toString(IDLE_TIMEOUT_MS) : "-1");
        config.put("output.topic", Topics.OUTPUT);
        config.put("late.topic", Topics.LATE);
        config.put("state.dir", stateDirectory.toString());
        config.put("kafka.bootstrap.servers", "unused:1");
        return config;
    }
}

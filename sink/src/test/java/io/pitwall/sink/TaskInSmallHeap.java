package io.pitwall.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.pitwall.sink.state.RocksUse;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A program: the task as a worker drives it, with far more state than memory. Every key has a row in each of two rounds, in
 * different orders; between the rounds the task restarts. One more row, of the last round, then closes all windows.
 */
final class TaskInSmallHeap {

    static final long STATE_MEMORY_BYTES = 16 << 20;
    /** Of a text that every key keeps, two bytes each on the heap. */
    static final int TEXT_CHARACTERS = 500;

    static final long WINDOW_MS = 3_600_000;

    private static final TopicPartition ROWS = new TopicPartition("rows", 0);
    private static final int BATCH = 500;
    private static final String TEXT = "ж".repeat(TEXT_CHARACTERS);

    private final Map<String, String> config;
    private final int keys;
    private TaskContext context = new TaskContext();
    private WindowSinkTask task = new WindowSinkTask();
    private long position;
    private long mostHeapBytes;
    private long mostRocksBytes;

    private TaskInSmallHeap(Map<String, String> config, int keys) {
        this.config = config;
        this.keys = keys;
    }

    /** @param args the brokers, the state directory, and how many keys */
    public static void main(String[] args) {
        Map<String, String> config = new HashMap<>(Map.of(
                "name", "big",
                "topics", "rows",
                "select", "sum(x) as s, count(*) as n",
                "having", "last(note) <> ''",
                "timestamp.column", "t",
                "window.type", "tumbling",
                "window.size.ms", Long.toString(WINDOW_MS),
                "output.topic", "features",
                "state.memory.bytes", Long.toString(STATE_MEMORY_BYTES)));
        config.put("kafka.bootstrap.servers", args[0]);
        config.put("state.dir", args[1]);
        TaskInSmallHeap program = new TaskInSmallHeap(config, Integer.parseInt(args[2]));
        program.run();
        System.out.printf("heap %d rocks %d%n", program.mostHeapBytes, program.mostRocksBytes);
    }

    private void run() {
        startTask();
        putThrough(keys);
        task.stop();
        startTask();
        putThrough(2L * keys);
        measure();
        putThrough(2L * keys + 1);
        task.stop();
    }

    private void startTask() {
        context = new TaskContext();
        context.assigned.add(ROWS);
        task = new WindowSinkTask();
        task.initialize(context);
        task.start(config);
        task.open(List.of(ROWS));
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            task.put(List.of());
            task.preCommit(Map.of(ROWS, new OffsetAndMetadata(position)));
            return context.paused.isEmpty();
        });
        measure();
    }

    /** As a worker does: it goes back where it is told to, and delivers nothing while it is told to pause. */
    private void putThrough(long end) {
        while (position < end || committed() < end) {
            List<SinkRecord> batch = context.paused.isEmpty() ? rows(end) : List.of();
            task.put(batch);
            position += batch.size();
            Long rewound = context.rewinds.remove(ROWS);
            if (rewound != null) {
                position = rewound;
            }
        }
        measure();
    }

    private long committed() {
        return task.preCommit(Map.of(ROWS, new OffsetAndMetadata(position)))
                .getOrDefault(ROWS, new OffsetAndMetadata(0))
                .offset();
    }

    private List<SinkRecord> rows(long end) {
        List<SinkRecord> rows = new ArrayList<>();
        for (long offset = position; offset < Math.min(end, position + BATCH); offset++) {
            rows.add(row(offset));
        }
        return rows;
    }

    private SinkRecord row(long offset) {
        boolean isLast = offset == 2L * keys;
        long key = isLast ? keys : offset < keys ? offset : (offset * 7_919) % keys;
        long timeMs = isLast ? 2 * WINDOW_MS : 1_000;
        byte[] value = ("{\"t\":" + timeMs + ",\"x\":" + key + ",\"note\":\"" + TEXT + "\"}").getBytes(UTF_8);
        return new SinkRecord("rows", 0, null, "key-" + key, null, value, offset, 0L, TimestampType.CREATE_TIME);
    }

    private void measure() {
        System.gc();
        mostHeapBytes = Math.max(
                mostHeapBytes,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        mostRocksBytes = Math.max(mostRocksBytes, RocksUse.bytes(STATE_MEMORY_BYTES));
    }
}

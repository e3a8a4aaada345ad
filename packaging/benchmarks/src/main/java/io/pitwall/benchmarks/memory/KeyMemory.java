package io.pitwall.benchmarks.memory;

import io.pitwall.benchmarks.engine.Engines;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Row;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/**
 * Heap that a live key takes in the engine, the key itself included: one sum over windows of 2 s every 250 ms, a row in every
 * one of the eight panes, after two windows have come and gone. It is what is in use after a garbage collection, with the keys
 * less without them.
 */
public final class KeyMemory {

    private static final int DEFAULT_KEYS = 1_000_000;
    private static final int PANES = 8;
    private static final int ROUNDS = 3;
    private static final long PANE_MS = 250;
    private static final int ROWS_PER_COMMIT = 100_000;

    private final WindowQuery query = Engines.query("sum(force) as total", "");
    private final WindowEngine engine = Engines.engine(new Windows.Hopping(PANES * PANE_MS, PANE_MS, 0), query);
    private final Row row = query.input().newRow();

    private KeyMemory() {
        row.cell(query.input().slotOf(ColumnPath.of("force"))).setDouble(9.81);
    }

    /** @param args how many keys, if not a million */
    public static void main(String[] args) {
        int keys = args.length == 0 ? DEFAULT_KEYS : Integer.parseInt(args[0]);
        long bytes = of(keys);
        System.out.printf(
                "%,d live keys of one sum over %d panes: %,d bytes of heap, %.1f per key%n",
                keys, PANES, bytes, (double) bytes / keys);
    }

    /** Bytes that so many live keys take. */
    static long of(int keys) {
        long before = usedBytes();
        KeyMemory memory = new KeyMemory();
        try {
            memory.fill(keys);
            return usedBytes() - before;
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private void fill(int keys) {
        CountedResults results = new CountedResults();
        for (long pane = 0; pane < ROUNDS * PANES; pane++) {
            for (int key = 0; key < keys; key++) {
                engine.add(("phone-" + key).getBytes(StandardCharsets.UTF_8), pane * PANE_MS, row, results);
                if (key % ROWS_PER_COMMIT == 0) {
                    commit();
                }
            }
        }
        commit();
        long closed = (long) (ROUNDS * PANES - 1) * keys;
        if (results.windows() != closed || engine.liveKeys() != keys) {
            throw new IllegalStateException("Expected " + closed + " windows and " + keys + " live keys, found "
                    + results.windows() + " and " + engine.liveKeys());
        }
    }

    private void commit() {
        engine.forEachChange((key, value) -> {});
        engine.markPersisted();
    }

    private static long usedBytes() {
        // Twice: the first collection may only find out what the second can free.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

package io.pitwall.sink.simulation;

import io.pitwall.sink.simulation.InputRow.Kind;
import java.util.ArrayList;
import java.util.List;

/** The input topic: rows of a few keys per partition, out of order, some of them rubbish. The offset is the index. */
final class Input {

    private static final int KEYS = 3;

    private final World world;
    private final Settings settings;
    private final List<List<InputRow>> rows = new ArrayList<>();
    private final long[] newestMs;

    Input(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        newestMs = new long[settings.partitions()];
        for (int partition = 0; partition < settings.partitions(); partition++) {
            rows.add(new ArrayList<>());
            newestMs[partition] = VirtualTime.START_MS;
        }
    }

    /** Grows as rows are appended. */
    List<InputRow> rows(int partition) {
        return rows.get(partition);
    }

    /** A key is of one partition only, and says of which. */
    static String key(int partition, String name) {
        return partition + "-" + name;
    }

    static int partitionOf(String key) {
        return key.charAt(0) - '0';
    }

    void appendSome() {
        int partition = world.chance.below(settings.partitions());
        int count = world.chance.between(1, 6);
        for (int row = 0; row < count; row++) {
            newestMs[partition] += world.chance.oneOf(0, 1, 50, 200, 400, settings.sizeMs());
            long timeMs = newestMs[partition] - (world.chance.oneIn(4) ? world.chance.below(4_000) : 0);
            Kind kind = world.chance.oneIn(5) ? world.chance.of(List.of(Kind.values())) : Kind.GOOD;
            append(partition, kind, key(partition, "" + world.chance.below(KEYS)), timeMs);
        }
    }

    /** One row per partition that closes all windows before its own. */
    void appendLast() {
        for (int partition = 0; partition < settings.partitions(); partition++) {
            append(partition, Kind.GOOD, key(partition, "last"), newestMs[partition] + 100 * settings.sizeMs());
        }
    }

    private void append(int partition, Kind kind, String key, long timeMs) {
        InputRow row = new InputRow(kind, key, timeMs, world.chance.below(10), world.time.milliseconds());
        rows.get(partition).add(row);
        world.broker.append(row.toRecord(partition), null);
    }
}

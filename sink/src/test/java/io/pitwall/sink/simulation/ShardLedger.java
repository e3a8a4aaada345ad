package io.pitwall.sink.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.sink.state.ChangelogBytes;
import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.SimulatedDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** All that was ever committed for one shard, held against what should have been. */
final class ShardLedger {

    private final Settings settings;
    private final int partition;
    private final List<InputRow> rows;
    private final World world;
    private final ShardOracle oracle;

    /** Never compacted. */
    private final TreeMap<Long, PartitionLog.Entry> changelog = new TreeMap<>();

    private final List<Stand> newStands = new ArrayList<>();
    private boolean isAmidAdvance;
    private @Nullable Marker lastMarker;
    /** How often each output is still due; negative for one that nobody expected yet. */
    private final Map<String, Integer> due = new HashMap<>();

    private final Set<String> windows = new HashSet<>();
    private final List<String> repeatedWindows = new ArrayList<>();
    private final Map<Long, Long> lateOffsets = new HashMap<>();

    /**
     * Where a commit left the shard.
     *
     * @param isAmidAdvance whether windows are still to be given out that stream time has passed
     */
    record Stand(Marker marker, boolean isAmidAdvance) {}

    ShardLedger(Settings settings, int partition, List<InputRow> rows, World world) {
        this.world = world;
        this.settings = settings;
        this.partition = partition;
        this.rows = rows;
        oracle = new ShardOracle(settings, rows);
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    void result(PartitionLog.Entry entry) {
        String value = text(entry.value());
        String window = text(entry.key()) + " " + value.substring(0, value.indexOf(",\"s\""));
        if (!windows.add(window)) {
            repeatedWindows.add(window);
        }
        due.merge(text(entry.key()) + " " + value, -1, Integer::sum);
    }

    void lateRow(PartitionLog.Entry entry) {
        world.reached(Reached.LATE_ROW);
        long offset = number(entry, "pitwall.source.offset");
        lateOffsets.put(offset, number(entry, "pitwall.stream.time.ms"));
        due.merge("late " + offset, -1, Integer::sum);
    }

    private static long number(PartitionLog.Entry entry, String header) {
        Header found = entry.headers().lastHeader(header);
        return Long.parseLong(new String(found.value(), UTF_8));
    }

    void change(PartitionLog.Entry entry) {
        changelog.put(entry.offset(), entry);
        byte[] value = entry.value();
        if (ChangelogBytes.isAdvanceRow(key(entry))) {
            isAmidAdvance = value != null;
        } else if (value != null) {
            ChangelogBytes.marker(key(entry), value)
                    .ifPresent(marker -> newStands.add(new Stand(marker, isAmidAdvance)));
        }
    }

    private static byte[] key(PartitionLog.Entry entry) {
        return Objects.requireNonNull(entry.key());
    }

    void check(long nowMs) {
        Violation.unless(
                repeatedWindows.isEmpty(),
                "each window of each key is emitted once",
                () -> repeatedWindows + " were emitted again");
        for (Stand stand : newStands) {
            Marker marker = stand.marker();
            requireMonotone(marker);
            if (stand.isAmidAdvance()) {
                world.reached(Reached.ADVANCE_INTERRUPTED);
            }
            if (marker.idleAdvances() > (lastMarker == null ? 0 : lastMarker.idleAdvances())) {
                world.reached(Reached.IDLE_ADVANCE);
            }
            lastMarker = marker;
            oracle.follow(stand, lateOffsets, nowMs, output -> due.merge(output, 1, Integer::sum));
        }
        newStands.clear();
        due.values().removeIf(count -> count == 0);
        Violation.unless(
                due.values().stream().allMatch(count -> isAmidAdvance && count > 0),
                "committed output equals the oracle's at the last marker",
                () -> "Of shard " + partition + " at " + lastMarker + " missing (positive) or too many (negative): "
                        + new TreeMap<>(due));
    }

    private void requireMonotone(Marker marker) {
        Marker before = lastMarker;
        long sequence = before == null ? 0 : before.sequence();
        boolean isMonotone = marker.sequence() == sequence + 1
                && (before == null
                        || (marker.nextInputOffset() >= before.nextInputOffset()
                                && marker.streamTimeMs() >= before.streamTimeMs()
                                && marker.idleAdvances() >= before.idleAdvances()));
        Violation.unless(isMonotone, "markers are monotone", () -> marker + " came after " + before);
    }

    /** A cache holds what the changelog held at its position, no more and, unless compaction has thinned it, no less. */
    void checkCache(SimulatedDisk.Contents contents) {
        long nextOffset = contents.nextOffset().orElse(0L);
        Map<byte[], byte[]> expected = foldBefore(nextOffset);
        // A replay of a compacted log may pass by older versions on its way, until it is at the end.
        boolean isAtEnd = !changelog.isEmpty() && nextOffset > changelog.lastKey();
        boolean isExact = !settings.isCompacting() || isAtEnd;
        for (Map.Entry<byte[], byte[]> row : contents.rows().entrySet()) {
            byte[] committed = expected.get(row.getKey());
            boolean isKnown = isExact
                    ? committed != null && Arrays.equals(committed, row.getValue())
                    : wasCommittedBefore(nextOffset, row.getKey(), row.getValue());
            Violation.unless(
                    isKnown,
                    "no local row is ahead of the changelog",
                    () -> "Shard " + partition + " has cached row " + Arrays.toString(row.getKey())
                            + ", of which the changelog knows nothing before offset " + nextOffset);
        }
        Violation.unless(
                !isExact || contents.rows().size() == expected.size(),
                "a local copy has every row of the changelog before its position",
                () -> "Shard " + partition + " has cached " + contents.rows().size() + " rows, and the changelog has "
                        + expected.size() + " before offset " + nextOffset);
    }

    private Map<byte[], byte[]> foldBefore(long offset) {
        TreeMap<byte[], byte[]> folded = new TreeMap<>(Arrays::compareUnsigned);
        for (PartitionLog.Entry entry : changelog.headMap(offset).values()) {
            byte[] value = entry.value();
            if (value == null) {
                folded.remove(key(entry));
            } else {
                folded.put(key(entry), value);
            }
        }
        return folded;
    }

    private boolean wasCommittedBefore(long offset, byte[] key, byte[] value) {
        return changelog.headMap(offset).values().stream()
                .anyMatch(entry -> Arrays.equals(entry.key(), key) && Arrays.equals(entry.value(), value));
    }

    boolean isDone() {
        return oracle.isDone() && !isAmidAdvance;
    }

    void checkEnd(List<String> deadLetters) {
        for (int offset = 0; offset < rows.size(); offset++) {
            String coordinates = partition + "@" + offset;
            Violation.unless(
                    !rows.get(offset).kind().isRejected() || deadLetters.contains(coordinates),
                    "every rejected row is reported",
                    () -> coordinates + " was rejected without a report");
        }
        // Without idle closing the last row's own windows stay open.
        String lastKey = Input.key(partition, "last");
        for (byte[] key : foldBefore(Long.MAX_VALUE).keySet()) {
            Violation.unless(
                    !ChangelogBytes.isWindowRow(key)
                            || (!settings.isIdleClosing() && text(key).contains(lastKey)),
                    "no state outlives its windows",
                    () -> "All windows of shard " + partition + " are closed, and its changelog still has row "
                            + Arrays.toString(key));
        }
    }
}

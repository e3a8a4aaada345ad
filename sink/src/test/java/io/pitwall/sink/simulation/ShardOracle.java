package io.pitwall.sink.simulation;

import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.Marker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one shard must have given out at each of its markers, from the input alone and as naively as can be: a row moves stream
 * time, which closes every window whose end and grace lie behind it, then enters each of its windows that is still open.
 *
 * <p>Idle closing moves stream time too, and when depends on the clock. There the oracle believes which rows were late, provided
 * that each could have been: stream time may not run ahead of the wall clock, counted from when the rows were appended, and
 * not while anything appended earlier is unread.
 */
final class ShardOracle {

    private final Settings settings;
    private final List<InputRow> rows;
    /** By end, then key. */
    private final TreeMap<Long, TreeMap<String, Fold>> open = new TreeMap<>();

    private int next;
    private long streamTimeMs = Marker.NO_TIME;
    /** The greatest distance of an event time from the moment at which its row was appended. */
    private long leadMs = Long.MIN_VALUE;

    private long windowed;
    private long late;
    private long filtered;
    private long rejected;
    private long emitted;

    private static final class Fold {
        private double sum;
        private long count;
    }

    ShardOracle(Settings settings, List<InputRow> rows) {
        this.settings = settings;
        this.rows = rows;
    }

    /**
     * Follows the shard to its next marker. Stream time may have come to the next row already; amid such an advance some of what
     * is expected is still to come.
     *
     * @param lateOffsets with the stream time at which each row was late, as the shard says
     * @param expected receives what must be committed by then
     */
    void follow(ShardLedger.Stand stand, Map<Long, Long> lateOffsets, long nowMs, Consumer<String> expected) {
        Marker marker = stand.marker();
        for (; next < marker.nextInputOffset(); next++) {
            InputRow row = rows.get(next);
            switch (row.kind()) {
                case GOOD -> take(row, lateOffsets, expected);
                case SKIPPED -> filtered++;
                case NO_JSON, NO_KEY, NO_NUMBER, FAR_FUTURE -> rejected++;
                case DROPPED -> {}
            }
        }
        if (marker.streamTimeMs() != streamTimeMs) {
            if (!isTimeOfNextRow(marker.streamTimeMs())) {
                requireIdle(marker.streamTimeMs(), firstUnreadAppendedMs(nowMs), "The marker's stream time");
            }
            advanceTo(marker.streamTimeMs(), expected);
        }
        requireCounts(marker.counters(), stand.isAmidAdvance());
    }

    private boolean isTimeOfNextRow(long timeMs) {
        return rows.stream()
                .skip(next)
                .filter(row -> row.kind() != InputRow.Kind.DROPPED)
                .findFirst()
                .filter(row -> row.kind() == InputRow.Kind.GOOD && row.timeMs() == timeMs && timeMs > streamTimeMs)
                .isPresent();
    }

    private void take(InputRow row, Map<Long, Long> lateOffsets, Consumer<String> expected) {
        advanceTo(Math.max(streamTimeMs, row.timeMs()), expected);
        Long lateAtMs = lateOffsets.get((long) next);
        boolean isEntering = false;
        for (long startMs = firstStart(row.timeMs());
                startMs > row.timeMs() - settings.sizeMs();
                startMs -= settings.advanceMs()) {
            long endMs = startMs + settings.sizeMs();
            if (endMs + settings.graceMs() <= streamTimeMs) {
                continue;
            }
            if (lateAtMs != null && endMs + settings.graceMs() <= lateAtMs) {
                requireIdle(lateAtMs, row.appendedAtMs(), "The stream time of late row " + next);
                continue;
            }
            isEntering = true;
            Fold fold = open.computeIfAbsent(endMs, unused -> new TreeMap<>())
                    .computeIfAbsent(row.key(), unused -> new Fold());
            fold.sum += row.x();
            fold.count++;
        }
        if (isEntering) {
            windowed++;
            leadMs = Math.max(leadMs, row.timeMs() - row.appendedAtMs());
        } else {
            late++;
            expected.accept("late " + next);
        }
    }

    private long firstStart(long timeMs) {
        return Math.floorDiv(timeMs, settings.advanceMs()) * settings.advanceMs();
    }

    private void advanceTo(long timeMs, Consumer<String> expected) {
        streamTimeMs = timeMs;
        while (!open.isEmpty() && open.firstKey() + settings.graceMs() <= streamTimeMs) {
            Map.Entry<Long, TreeMap<String, Fold>> closed = open.pollFirstEntry();
            closed.getValue().forEach((key, fold) -> {
                emitted++;
                expected.accept(key + " {\"window_start\":" + (closed.getKey() - settings.sizeMs()) + ",\"window_end\":"
                        + closed.getKey() + ",\"s\":" + fold.sum + ",\"n\":" + fold.count + "}");
            });
        }
    }

    private void requireIdle(long movedToMs, long readUntilMs, String what) {
        long boundMs = Math.max(streamTimeMs, leadMs == Long.MIN_VALUE ? streamTimeMs : leadMs + readUntilMs);
        Violation.unless(
                settings.isIdleClosing() && movedToMs >= streamTimeMs && movedToMs <= boundMs,
                "stream time moves with rows, or with the clock while nothing is unread",
                () -> what + " is " + movedToMs + ", but the rows before offset " + next + " say " + streamTimeMs
                        + ", and the clock at most " + boundMs);
    }

    private long firstUnreadAppendedMs(long nowMs) {
        for (int index = next; index < rows.size(); index++) {
            if (rows.get(index).kind() != InputRow.Kind.DROPPED) {
                return rows.get(index).appendedAtMs();
            }
        }
        return nowMs;
    }

    private void requireCounts(Counters counters, boolean isAmidAdvance) {
        String counted = counters.windowed() + " windowed, " + counters.late() + " late, " + counters.filtered()
                + " filtered, " + counters.rejectedRows() + " rejected, " + counters.emitted() + " emitted";
        long emittedByNow = isAmidAdvance ? Math.min(emitted, counters.emitted()) : emitted;
        String expected = windowed + " windowed, " + late + " late, " + filtered + " filtered, " + rejected
                + " rejected, " + emittedByNow + " emitted";
        Violation.unless(
                counted.equals(expected),
                "rows in = windowed + late + rejected + filtered",
                () -> "Before offset " + next + " expected " + expected + ", the marker says " + counted);
    }

    /** Whether all that the task can have seen is in, and no window is left to close. */
    boolean isDone() {
        return firstUnreadAppendedMs(Long.MAX_VALUE) == Long.MAX_VALUE && (!settings.isIdleClosing() || open.isEmpty());
    }
}

package io.pitwall.sink.windowing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Event time cut into panes, numbered in order: pane {@code p} is {@code [startOf(p), startOf(p + 1))}. */
interface Timeline {

    long paneOf(long timestampMs);

    long startOf(long pane);

    /** Panes of equal length, one of which begins at the offset. Remembers the latest pane: two comparisons for a division. */
    final class Even implements Timeline {

        private final long paneMs;
        private final long offsetMs;

        private long latest;
        private long latestStartMs;

        Even(long paneMs, long offsetMs) {
            this.paneMs = paneMs;
            this.offsetMs = offsetMs;
            latestStartMs = offsetMs;
        }

        @Override
        public long paneOf(long timestampMs) {
            if (timestampMs < latestStartMs || timestampMs >= latestStartMs + paneMs) {
                latest = Math.floorDiv(timestampMs - offsetMs, paneMs);
                latestStartMs = startOf(latest);
            }
            return latest;
        }

        @Override
        public long startOf(long pane) {
            return pane * paneMs + offsetMs;
        }
    }

    /** Panes of whole calendar days. Remembers the latest pane, since looking one up costs a hundred times as much. */
    final class Calendar implements Timeline {

        private final ZoneId zone;
        private final long paneDays;
        private final long offsetDays;

        private long latest;
        private long latestStartMs;
        private long latestEndMs;

        Calendar(ZoneId zone, long paneDays, long offsetDays) {
            this.zone = zone;
            this.paneDays = paneDays;
            this.offsetDays = offsetDays;
        }

        @Override
        public long paneOf(long timestampMs) {
            if (timestampMs < latestStartMs || timestampMs >= latestEndMs) {
                find(timestampMs);
            }
            return latest;
        }

        private void find(long timestampMs) {
            long day =
                    Instant.ofEpochMilli(timestampMs).atZone(zone).toLocalDate().toEpochDay();
            long pane = Math.floorDiv(day - offsetDays, paneDays);
            // Where clocks go back over midnight, the date alone would return to a day whose pane has ended.
            while (startOf(pane + 1) <= timestampMs) {
                pane++;
            }
            latest = pane;
            latestStartMs = startOf(pane);
            latestEndMs = startOf(pane + 1);
        }

        @Override
        public long startOf(long pane) {
            return LocalDate.ofEpochDay(pane * paneDays + offsetDays)
                    .atStartOfDay(zone)
                    .toInstant()
                    .toEpochMilli();
        }
    }
}

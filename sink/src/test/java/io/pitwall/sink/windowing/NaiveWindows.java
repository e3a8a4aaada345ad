package io.pitwall.sink.windowing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The windows of one key as plain lists of rows, straight from what each kind of window promises. */
sealed interface NaiveWindows {

    static NaiveWindows of(Windows windows, int emptyWindows) {
        if (windows instanceof Windows.Hopping hopping) {
            return new Recurring(hopping, emptyWindows);
        } else if (windows instanceof Windows.Days days) {
            return new Recurring(days, emptyWindows);
        } else if (windows instanceof Windows.Sliding sliding) {
            return new PerRow(sliding);
        } else if (windows instanceof Windows.Session session) {
            return new Sessions(session);
        }
        return new Counted((Windows.Count) windows);
    }

    /** Whether no window that a clock leaves open can hold the time. */
    boolean isLate(long timeMs, long clockMs);

    void add(NaiveRow row, long clockMs);

    /** Takes out the next window that a clock closes; one without rows is a gap that is shown. */
    Optional<NaiveWindow> pollClosed(long clockMs);

    /** Of the windows that hold the clock's time, the one that ends first, if it holds the row. */
    Optional<NaiveWindow> current(NaiveRow row, long clockMs);

    void closeEarly(NaiveWindow window);

    /** Windows with rows that are still open. */
    List<NaiveWindow> open();

    /** Whether a window is still to close. */
    boolean hasOpen();

    /** Whether a window that is still to close holds, or may come to hold, a row that has come. */
    boolean holdsRows(long clockMs);

    /** Tumbling, hopping and calendar windows, numbered by their starts. */
    final class Recurring implements NaiveWindows {
        private final LongFunction<NaiveWindow> numbered;
        private final LongFunction<LongStream> candidates;
        private final long graceMs;
        private final int emptyWindows;
        private final TreeMap<Long, NaiveWindow> open = new TreeMap<>();
        private @Nullable Long latestClosed;
        private long lastGap = Long.MIN_VALUE;

        private Recurring(Windows.Hopping windows, int emptyWindows) {
            numbered = number -> {
                long startMs = number * windows.advanceMs() + windows.offsetMs();
                return new NaiveWindow(startMs, startMs + windows.sizeMs());
            };
            candidates = timeMs -> {
                long latest = Math.floorDiv(timeMs - windows.offsetMs(), windows.advanceMs());
                return LongStream.rangeClosed(latest - windows.sizeMs() / windows.advanceMs() - 1, latest);
            };
            graceMs = windows.graceMs();
            this.emptyWindows = emptyWindows;
        }

        private Recurring(Windows.Days windows, int emptyWindows) {
            numbered = number -> {
                long startDay = number * windows.advanceDays() + windows.offsetDays();
                return new NaiveWindow(midnight(startDay, windows), midnight(startDay + windows.sizeDays(), windows));
            };
            candidates = timeMs -> {
                long latest = Math.floorDiv(
                        Math.floorDiv(timeMs, Windows.DAY_MS) - windows.offsetDays(), windows.advanceDays());
                long days = windows.sizeDays() / windows.advanceDays();
                return LongStream.rangeClosed(latest - days - 3, latest + 3);
            };
            graceMs = windows.graceMs();
            this.emptyWindows = emptyWindows;
        }

        private static long midnight(long epochDay, Windows.Days windows) {
            return LocalDate.ofEpochDay(epochDay)
                    .atStartOfDay(windows.zone())
                    .toInstant()
                    .toEpochMilli();
        }

        private LongStream numbersHolding(long timeMs) {
            return candidates.apply(timeMs).filter(number -> {
                NaiveWindow window = numbered.apply(number);
                return window.startMs <= timeMs && timeMs < window.endMs;
            });
        }

        private boolean takes(long number, long clockMs) {
            NaiveWindow known = open.get(number);
            return numbered.apply(number).endMs + graceMs > clockMs && (known == null || !known.isClosedEarly);
        }

        @Override
        public boolean isLate(long timeMs, long clockMs) {
            return numbersHolding(timeMs).noneMatch(number -> takes(number, clockMs));
        }

        @Override
        public void add(NaiveRow row, long clockMs) {
            numbersHolding(row.timeMs())
                    .filter(number -> takes(number, clockMs))
                    .forEach(number ->
                            open.computeIfAbsent(number, numbered::apply).add(row));
        }

        @Override
        public Optional<NaiveWindow> pollClosed(long clockMs) {
            long next = nextNumber();
            if (next == Long.MAX_VALUE || numbered.apply(next).endMs + graceMs > clockMs) {
                return Optional.empty();
            }
            NaiveWindow window = open.remove(next);
            latestClosed = next;
            if (window == null) {
                return Optional.of(numbered.apply(next));
            }
            lastGap = next + emptyWindows;
            return Optional.of(window);
        }

        private long nextNumber() {
            long nextGap = latestClosed != null && latestClosed < lastGap ? latestClosed + 1 : Long.MAX_VALUE;
            return open.isEmpty() ? nextGap : Math.min(open.firstKey(), nextGap);
        }

        @Override
        public Optional<NaiveWindow> current(NaiveRow row, long clockMs) {
            NaiveWindow window = open.get(numbersHolding(clockMs).min().orElseThrow());
            return Optional.ofNullable(window).filter(found -> !found.isClosedEarly && found.startMs <= row.timeMs());
        }

        @Override
        public void closeEarly(NaiveWindow window) {
            window.isClosedEarly = true;
        }

        @Override
        public List<NaiveWindow> open() {
            return open.values().stream()
                    .filter(window -> !window.isClosedEarly)
                    .toList();
        }

        @Override
        public boolean hasOpen() {
            return nextNumber() != Long.MAX_VALUE;
        }

        @Override
        public boolean holdsRows(long clockMs) {
            return !open.isEmpty();
        }
    }

    /** Sliding windows: for each row at {@code t} the rows of {@code [t - size, t]}. */
    final class PerRow implements NaiveWindows {
        private final long sizeMs;
        private final long graceMs;
        private final List<NaiveRow> rows = new ArrayList<>();
        private final TreeMap<Long, NaiveWindow> open = new TreeMap<>();

        private PerRow(Windows.Sliding windows) {
            sizeMs = windows.sizeMs();
            graceMs = windows.graceMs();
        }

        @Override
        public boolean isLate(long timeMs, long clockMs) {
            return timeMs + sizeMs + 1 + graceMs <= clockMs;
        }

        @Override
        public void add(NaiveRow row, long clockMs) {
            long timeMs = row.timeMs();
            if (timeMs + 1 + graceMs > clockMs && !open.containsKey(timeMs)) {
                NaiveWindow window = new NaiveWindow(timeMs - sizeMs, timeMs + 1);
                rows.stream()
                        .filter(earlier -> earlier.timeMs() >= timeMs - sizeMs && earlier.timeMs() <= timeMs)
                        .forEach(window::add);
                open.put(timeMs, window);
            }
            rows.add(row);
            open.subMap(timeMs, true, timeMs + sizeMs, true).values().forEach(window -> window.add(row));
        }

        @Override
        public Optional<NaiveWindow> pollClosed(long clockMs) {
            boolean isClosed = !open.isEmpty() && open.firstEntry().getValue().endMs + graceMs <= clockMs;
            return isClosed ? Optional.of(open.pollFirstEntry().getValue()) : Optional.empty();
        }

        @Override
        public Optional<NaiveWindow> current(NaiveRow row, long clockMs) {
            boolean isNewest = rows.stream().noneMatch(other -> other.timeMs() > row.timeMs());
            return isNewest ? Optional.ofNullable(open.get(row.timeMs())) : Optional.empty();
        }

        @Override
        public void closeEarly(NaiveWindow window) {
            throw new UnsupportedOperationException("No early results of sliding windows");
        }

        @Override
        public List<NaiveWindow> open() {
            return List.copyOf(open.values());
        }

        @Override
        public boolean hasOpen() {
            return !open.isEmpty();
        }

        @Override
        public boolean holdsRows(long clockMs) {
            return rows.stream().anyMatch(row -> !isLate(row.timeMs(), clockMs));
        }
    }

    /** Sessions: rows less than a gap apart. */
    final class Sessions implements NaiveWindows {
        private final long gapMs;
        private final long graceMs;
        private final List<NaiveWindow> open = new ArrayList<>();

        private Sessions(Windows.Session windows) {
            gapMs = windows.gapMs();
            graceMs = windows.graceMs();
        }

        private boolean isNear(NaiveWindow session, long timeMs) {
            return session.rows.stream().anyMatch(row -> Math.abs(row.timeMs() - timeMs) < gapMs);
        }

        @Override
        public boolean isLate(long timeMs, long clockMs) {
            return timeMs + gapMs + graceMs <= clockMs && open.stream().noneMatch(session -> isNear(session, timeMs));
        }

        @Override
        public void add(NaiveRow row, long clockMs) {
            List<NaiveWindow> joined = open.stream()
                    .filter(session -> isNear(session, row.timeMs()))
                    .toList();
            List<NaiveRow> rows = new ArrayList<>(List.of(row));
            joined.forEach(session -> rows.addAll(session.rows));
            NaiveWindow merged = new NaiveWindow(
                    rows.stream().mapToLong(NaiveRow::timeMs).min().orElseThrow(),
                    rows.stream().mapToLong(NaiveRow::timeMs).max().orElseThrow() + gapMs);
            rows.forEach(merged::add);
            open.removeAll(joined);
            open.add(merged);
        }

        @Override
        public Optional<NaiveWindow> pollClosed(long clockMs) {
            Optional<NaiveWindow> closed = open.stream()
                    .filter(session -> session.endMs + graceMs <= clockMs)
                    .min(Comparator.comparingLong(session -> session.endMs));
            closed.ifPresent(open::remove);
            return closed;
        }

        @Override
        public Optional<NaiveWindow> current(NaiveRow row, long clockMs) {
            return open.stream()
                    .max(Comparator.comparingLong(session -> session.startMs))
                    .filter(newest -> newest.rows.contains(row));
        }

        @Override
        public void closeEarly(NaiveWindow window) {
            open.remove(window);
        }

        @Override
        public List<NaiveWindow> open() {
            return open;
        }

        @Override
        public boolean hasOpen() {
            return !open.isEmpty();
        }

        @Override
        public boolean holdsRows(long clockMs) {
            return !open.isEmpty();
        }
    }

    /** So many rows, in the order in which they come. */
    final class Counted implements NaiveWindows {
        private final int size;
        private final int advance;
        private final List<NaiveRow> rows = new ArrayList<>();
        private int begin;

        private Counted(Windows.Count windows) {
            size = (int) windows.rows();
            advance = (int) windows.advanceRows();
        }

        @Override
        public boolean isLate(long timeMs, long clockMs) {
            return false;
        }

        @Override
        public void add(NaiveRow row, long clockMs) {
            rows.add(row);
        }

        private NaiveWindow oldestIncomplete() {
            List<NaiveRow> held = rows.subList(begin, Math.min(begin + size, rows.size()));
            NaiveWindow window = new NaiveWindow(
                    held.stream().mapToLong(NaiveRow::timeMs).min().orElseThrow(),
                    held.stream().mapToLong(NaiveRow::timeMs).max().orElseThrow() + 1);
            held.forEach(window::add);
            return window;
        }

        @Override
        public Optional<NaiveWindow> pollClosed(long clockMs) {
            if (rows.size() < begin + size) {
                return Optional.empty();
            }
            NaiveWindow complete = oldestIncomplete();
            begin += advance;
            return Optional.of(complete);
        }

        @Override
        public Optional<NaiveWindow> current(NaiveRow row, long clockMs) {
            return Optional.of(oldestIncomplete());
        }

        @Override
        public void closeEarly(NaiveWindow window) {
            throw new UnsupportedOperationException("No early results of windows of rows");
        }

        @Override
        public List<NaiveWindow> open() {
            return List.of();
        }

        /** Time closes none. */
        @Override
        public boolean hasOpen() {
            return false;
        }

        @Override
        public boolean holdsRows(long clockMs) {
            return rows.size() > begin;
        }
    }
}

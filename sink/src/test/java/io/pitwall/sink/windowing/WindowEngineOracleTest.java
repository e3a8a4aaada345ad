package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.EngineUnderTest.Result;
import io.pitwall.sink.windowing.WindowEngine.Admission;
import io.pitwall.sink.windowing.query.QueryText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random streams against an oracle that keeps every row and asks, for each window, which rows it held before it closed.
 * Commits and restarts fall anywhere. A failing case is run again by putting its seed into {@link #seeds}.
 */
final class WindowEngineOracleTest {

    private static final int CASES = 300;

    static LongStream seeds() {
        return LongStream.range(0, CASES);
    }

    private record InputRow(String key, long timestampMs, @Nullable Long x) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyWindowComesOutOnceWithTheRowsThatMetItOpen(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Windows.Hopping windows = randomWindows(random);
        List<InputRow> rows = randomRows(random, windows);
        QueryText query = new QueryText(
                "", "count(*) as n, sum(x) as s, min(x) as lo, max(x) as hi, first(x) as f, last(x) as l", "", "");
        EngineUnderTest engine = new EngineUnderTest(windows, query, EngineUnderTest.PLAIN);
        Oracle oracle = new Oracle(windows);

        for (InputRow row : rows) {
            Map<String, Object> columns = row.x() == null ? Map.of() : Map.of("x", row.x());
            Admission admission = engine.add(row.key(), row.timestampMs(), columns);
            assertThat(admission).isEqualTo(oracle.add(row));
            if (random.nextInt(7) == 0) {
                engine.commit();
            }
            if (random.nextInt(20) == 0) {
                engine.commitAndRestart();
            }
        }
        engine.advanceTo(oracle.streamTimeMs + windows.sizeMs() + windows.graceMs());

        assertThat(engine.takeResults()).containsExactlyInAnyOrderElementsOf(oracle.results());
        engine.assertHoldsNothing();
    }

    private static Windows.Hopping randomWindows(SplittableRandom random) {
        long unit = random.nextBoolean() ? 1 : 250;
        long size = random.nextInt(1, 60);
        long advance = random.nextInt(1, (int) size + 1);
        long grace = random.nextBoolean() ? 0 : random.nextInt(1, 100);
        return new Windows.Hopping(size * unit, advance * unit, grace * unit / 2);
    }

    private static List<InputRow> randomRows(SplittableRandom random, Windows.Hopping windows) {
        long base = Stream.of(
                        0L, -1_000L, 1_712_762_784_289L, Windows.MAX_TIME_MS - 100_000_000L, -Windows.MAX_TIME_MS / 2)
                .toList()
                .get(random.nextInt(5));
        int keys = random.nextInt(1, 6);
        long spread = windows.sizeMs() * 2 + windows.graceMs() + 1;
        List<InputRow> rows = new ArrayList<>();
        long now = base;
        int count = random.nextInt(1, 200);
        for (int i = 0; i < count; i++) {
            now += random.nextInt(40) == 0 ? random.nextLong(20 * spread) : random.nextLong(windows.sizeMs() / 3 + 2);
            long timestampMs = random.nextInt(4) == 0 ? now - random.nextLong(spread) : now;
            Long x = random.nextInt(10) == 0 ? null : Long.valueOf(random.nextLong(-50, 50));
            rows.add(new InputRow("key-" + random.nextInt(keys), timestampMs, x));
        }
        return rows;
    }

    /** Per window a plain list of rows; a window takes a row if it is still open when the row comes. */
    private static final class Oracle {
        private final Windows.Hopping windows;
        private final Map<List<Object>, List<InputRow>> rowsByWindow = new HashMap<>();
        private long streamTimeMs = Long.MIN_VALUE;

        Oracle(Windows.Hopping windows) {
            this.windows = windows;
        }

        Admission add(InputRow row) {
            streamTimeMs = Math.max(streamTimeMs, row.timestampMs());
            boolean isLate = true;
            long start = Math.floorDiv(row.timestampMs(), windows.advanceMs()) * windows.advanceMs();
            for (; start > row.timestampMs() - windows.sizeMs(); start -= windows.advanceMs()) {
                if (start + windows.sizeMs() + windows.graceMs() > streamTimeMs) {
                    rowsByWindow
                            .computeIfAbsent(List.of(row.key(), start), unseen -> new ArrayList<>())
                            .add(row);
                    isLate = false;
                }
            }
            return isLate ? Admission.LATE : Admission.WINDOWED;
        }

        List<Result> results() {
            List<Result> results = new ArrayList<>();
            rowsByWindow.forEach((window, rows) -> {
                long startMs = (Long) window.get(1);
                results.add(EngineUnderTest.window(
                        (String) window.get(0),
                        startMs,
                        startMs + windows.sizeMs(),
                        (long) rows.size(),
                        sum(rows),
                        values(rows).min(Long::compare).orElse(null),
                        values(rows).max(Long::compare).orElse(null),
                        byTime(rows, false),
                        byTime(rows, true)));
            });
            return results;
        }

        private static Stream<Long> values(List<InputRow> rows) {
            return rows.stream().map(InputRow::x).filter(Objects::nonNull).map(Objects::requireNonNull);
        }

        private static @Nullable Double sum(List<InputRow> rows) {
            return values(rows).map(Long::doubleValue).reduce(Double::sum).orElse(null);
        }

        private static @Nullable Long byTime(List<InputRow> rows, boolean isLast) {
            InputRow chosen = null;
            for (InputRow row : rows) {
                boolean isBetter = row.x() != null
                        && (chosen == null
                                || (isLast
                                        ? row.timestampMs() >= chosen.timestampMs()
                                        : row.timestampMs() < chosen.timestampMs()));
                chosen = isBetter ? row : chosen;
            }
            return chosen == null ? null : chosen.x();
        }
    }
}

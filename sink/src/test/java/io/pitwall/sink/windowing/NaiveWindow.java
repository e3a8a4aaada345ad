package io.pitwall.sink.windowing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A window of the oracle: its bounds and every row in it. */
final class NaiveWindow {

    static final String SELECT =
            "count(*) as n, count(x) as c, sum(x) as s, min(x) as lo, max(x) as hi, first(x) as f, last(x) as l";

    final long startMs;
    final long endMs;
    final List<NaiveRow> rows = new ArrayList<>();
    boolean isClosedEarly;
    boolean isChanged;

    NaiveWindow(long startMs, long endMs) {
        this.startMs = startMs;
        this.endMs = endMs;
    }

    void add(NaiveRow row) {
        rows.add(row);
        isChanged = true;
    }

    long count() {
        return rows.size();
    }

    private Stream<Number> numbers() {
        return rows.stream()
                .sorted(Comparator.comparingInt(NaiveRow::arrival))
                .map(NaiveRow::x)
                .filter(Objects::nonNull)
                .map(Number.class::cast);
    }

    @Nullable
    Double sum() {
        return numbers().map(Number::doubleValue).reduce(Double::sum).orElse(null);
    }

    /** What {@link #SELECT} gives. */
    List<@Nullable Object> columns() {
        return Arrays.asList(
                count(),
                numbers().count(),
                sum(),
                numbers().min(NaiveWindow::compare).orElse(null),
                numbers().max(NaiveWindow::compare).orElse(null),
                first(),
                last());
    }

    /** The streams of the oracle have integers only or doubles only. */
    private static int compare(Number a, Number b) {
        return a instanceof Long
                ? Long.compare(a.longValue(), b.longValue())
                : Double.compare(a.doubleValue(), b.doubleValue());
    }

    private @Nullable Object first() {
        return rows.stream()
                .filter(row -> row.x() != null)
                .min(Comparator.comparingLong(NaiveRow::timeMs).thenComparingInt(NaiveRow::arrival))
                .map(NaiveRow::x)
                .orElse(null);
    }

    private @Nullable Object last() {
        return rows.stream()
                .filter(row -> row.x() != null)
                .max(Comparator.comparingLong(NaiveRow::timeMs).thenComparingInt(NaiveRow::arrival))
                .map(NaiveRow::x)
                .orElse(null);
    }
}

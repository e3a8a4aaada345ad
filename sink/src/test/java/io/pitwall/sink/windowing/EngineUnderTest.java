package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An engine together with what a changelog would hold of it: it commits and restarts as a shard does, with rows restored
 * in the order they were last written.
 */
final class EngineUnderTest implements Results {

    /** A window, or an alert, that came out. */
    record Result(String kind, String key, long startMs, long endMs, List<@Nullable Object> values) {
        @Override
        public String toString() {
            return kind + " " + key + " [" + startMs + ", " + endMs + ") " + values;
        }
    }

    private final Windows windows;
    private final QueryText text;
    private final long cooldownMs;
    /** By the hexadecimal digits of the row key. */
    private final Map<String, byte[]> changelog = new LinkedHashMap<>();

    private final List<Result> results = new ArrayList<>();
    private int uncomputable;
    private long committedStreamTimeMs = WindowEngine.NO_TIME;
    private WindowQuery query;
    private WindowEngine engine;
    private Row row;

    EngineUnderTest(Windows windows, QueryText text, long cooldownMs) {
        this.windows = windows;
        this.text = text;
        this.cooldownMs = cooldownMs;
        query = compile();
        engine = new WindowEngine(windows, query, cooldownMs);
        row = query.input().newRow();
    }

    private WindowQuery compile() {
        return QueryCompiler.compile(text, (clause, problem) -> {
                    throw new AssertionError(clause + ": " + problem);
                })
                .orElseThrow();
    }

    WindowEngine.Admission add(String key, long timestampMs, Map<String, ?> columns) {
        for (ColumnPath path : query.input().paths()) {
            set(row.cell(query.input().slotOf(path)), columns.get(path.toString()));
        }
        return engine.add(key.getBytes(StandardCharsets.UTF_8), timestampMs, row, this);
    }

    private static void set(Cell cell, @Nullable Object value) {
        if (value == null) {
            cell.setNull();
        } else if (value instanceof Boolean truth) {
            cell.setBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            cell.setLong(((Number) value).longValue());
        } else if (value instanceof Double number) {
            cell.setDouble(number);
        } else if (value instanceof String string) {
            cell.setText(string);
        } else {
            cell.setOther(value);
        }
    }

    void advanceTo(long timestampMs) {
        engine.advanceTo(timestampMs, this);
    }

    long lateByMs(long timestampMs) {
        return engine.lateByMs(timestampMs);
    }

    void commit() {
        engine.forEachChange((key, value) -> {
            String rowKey = HexFormat.of().formatHex(key);
            if (value == null) {
                assertThat(changelog.remove(rowKey))
                        .as("only rows that were written are deleted")
                        .isNotNull();
            } else {
                changelog.remove(rowKey);
                changelog.put(rowKey, value);
            }
        });
        engine.markPersisted();
        committedStreamTimeMs = engine.streamTimeMs();
    }

    /** Commits, and goes on with a new engine that knows only what was committed. */
    void commitAndRestart() {
        commit();
        query = compile();
        engine = new WindowEngine(windows, query, cooldownMs);
        row = query.input().newRow();
        changelog.forEach((key, value) -> engine.restore(HexFormat.of().parseHex(key), value));
        engine.restoreStreamTime(committedStreamTimeMs);
    }

    void assertHoldsNothing() {
        commit();
        assertThat(engine.liveKeys()).as("live keys").isZero();
        assertThat(changelog).as("rows in the changelog").isEmpty();
    }

    /** How many rows the next commit would write. */
    int changedRows() {
        AtomicInteger changes = new AtomicInteger();
        engine.forEachChange((key, value) -> changes.incrementAndGet());
        return changes.get();
    }

    int changelogRows() {
        return changelog.size();
    }

    List<Result> takeResults() {
        List<Result> taken = List.copyOf(results);
        results.clear();
        return taken;
    }

    @Override
    public void window(byte[] key, long startMs, long endMs, Row values) {
        results.add(result("window", key, startMs, endMs, values));
    }

    @Override
    public void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values) {
        assertThat(alertTimeMs).isEqualTo(endMs);
        results.add(result("alert", key, startMs, endMs, values));
    }

    @Override
    public void uncomputable(EvaluationException problem) {
        uncomputable++;
    }

    /** How many columns and conditions could not be computed. */
    int uncomputable() {
        return uncomputable;
    }

    private Result result(String kind, byte[] key, long startMs, long endMs, Row values) {
        List<@Nullable Object> columns = new ArrayList<>();
        query.outputs().forEach(output -> columns.add(output.in(values).boxed()));
        return new Result(kind, new String(key, StandardCharsets.UTF_8), startMs, endMs, columns);
    }

    static Result window(String key, long startMs, long endMs, @Nullable Object... values) {
        return new Result("window", key, startMs, endMs, Arrays.asList(values));
    }

    static Result alert(String key, long startMs, long endMs, @Nullable Object... values) {
        return new Result("alert", key, startMs, endMs, Arrays.asList(values));
    }
}

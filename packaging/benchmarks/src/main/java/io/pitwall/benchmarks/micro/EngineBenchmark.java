package io.pitwall.benchmarks.micro;

import io.pitwall.sink.windowing.EngineSettings;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Row;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One row through the window engine: the sum of a column over hopping windows that advance by 250 ms, phones at 20 Hz
 * taking turns. What a row causes later is part of its time: closing windows, and handing over the changed state once per
 * 100,000 rows, about what arrives in a commit interval of 200 ms.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {

    private static final long ADVANCE_MS = 250;
    private static final long ROW_INTERVAL_MS = 50;

    private static final int ROWS_PER_COMMIT = 100_000;

    @Param({"10", "20000"})
    private int keys;

    /** Panes in a window; 8 are windows of 2 s. */
    @Param({"8", "64"})
    private int panes;

    private final SplittableRandom random = new SplittableRandom(1);
    private byte[][] keyBytes = {};
    private PlainPanes plainPanes = new PlainPanes(1, ADVANCE_MS);
    private final WindowQuery query = query();
    private final Row row = query.input().newRow();
    private final Cell force = row.cell(query.input().slotOf(ColumnPath.of("force")));
    private WindowEngine engine = engine(1);
    private long rows;

    @Setup(Level.Iteration)
    public void prepare() {
        engine = engine(panes);
        plainPanes = new PlainPanes(panes, ADVANCE_MS);
        keyBytes = new byte[keys][];
        for (int key = 0; key < keys; key++) {
            keyBytes[key] = ("phone-" + key).getBytes(StandardCharsets.UTF_8);
        }
        rows = 0;
    }

    private static WindowQuery query() {
        QueryText text = new QueryText("", "sum(force) as total", "", "");
        return QueryCompiler.compile(text, (clause, problem) -> {
                    throw new IllegalStateException(clause.key() + ": " + problem);
                })
                .orElseThrow();
    }

    private WindowEngine engine(int panesPerWindow) {
        EngineSettings settings = new EngineSettings(
                EngineSettings.Clock.PARTITION,
                EngineSettings.NEVER,
                0,
                false,
                false,
                0,
                EngineSettings.OnError.REJECT);
        return new WindowEngine(new Windows.Hopping(panesPerWindow * ADVANCE_MS, ADVANCE_MS, 0), query, settings);
    }

    @Benchmark
    public WindowEngine.Admission pitwall(Blackhole blackhole) {
        force.setDouble(random.nextDouble());
        WindowEngine.Admission admission =
                engine.add(keyBytes[(int) (rows % keys)], timeMs(), row, new ConsumedResults(blackhole));
        if (++rows % ROWS_PER_COMMIT == 0) {
            engine.forEachChange((key, value) -> {
                blackhole.consume(key);
                blackhole.consume(value);
            });
            engine.markPersisted();
        }
        return admission;
    }

    /** Panes in arrays, looked up in a hash map; nothing persisted. */
    @Benchmark
    public void plainJava(Blackhole blackhole) {
        plainPanes.add(keyBytes[(int) (rows % keys)], timeMs(), random.nextDouble(), blackhole);
        rows++;
    }

    private long timeMs() {
        return rows * ROW_INTERVAL_MS / keys;
    }
}

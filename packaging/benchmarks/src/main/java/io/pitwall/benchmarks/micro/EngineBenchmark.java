package io.pitwall.benchmarks.micro;

import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
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
 * taking turns. So a fifth of a window closes per row.
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

    @Param({"10", "20000"})
    private int keys;

    /** Panes in a window; 8 are windows of 2 s. */
    @Param({"8", "64"})
    private int panes;

    private final SplittableRandom random = new SplittableRandom(1);
    private Keys phones = new Keys(1);
    private PlainPanes plainPanes = new PlainPanes(1, ADVANCE_MS);
    private EngineLoad engine = engine(1);
    private long rows;

    @Setup(Level.Iteration)
    public void prepare() {
        phones = new Keys(keys);
        engine = engine(panes);
        plainPanes = new PlainPanes(panes, ADVANCE_MS);
        rows = 0;
    }

    private static EngineLoad engine(int panesPerWindow) {
        return new EngineLoad(new Windows.Hopping(panesPerWindow * ADVANCE_MS, ADVANCE_MS, 0), "sum(force) as total");
    }

    @Benchmark
    public WindowEngine.Admission pitwall(Blackhole blackhole) {
        WindowEngine.Admission admission = engine.add(phones.of(rows), timeMs(), blackhole);
        rows++;
        return admission;
    }

    /** Panes in arrays, looked up in a hash map; nothing persisted. */
    @Benchmark
    public void plainJava(Blackhole blackhole) {
        plainPanes.add(phones.of(rows), timeMs(), random.nextDouble(), blackhole);
        rows++;
    }

    private long timeMs() {
        return rows * ROW_INTERVAL_MS / keys;
    }
}

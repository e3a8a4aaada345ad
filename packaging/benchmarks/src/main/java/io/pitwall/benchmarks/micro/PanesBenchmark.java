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
 * How a row and an emitted window depend on the number of panes in a window. Windows advance by one pane, and all panes of
 * all keys are live.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PanesBenchmark {

    private static final long PANE_MS = 250;

    @Param({"8", "64", "600", "4096"})
    private int panes;

    @Param({"10", "1000"})
    private int keys;

    @Param({"sum", "max"})
    private String aggregate = "";

    private final SplittableRandom random = new SplittableRandom(1);
    private Keys phones = new Keys(1);
    private EngineLoad engine = engine(1, "sum");
    private PlainPanes plainPanes = new PlainPanes(1, PANE_MS);
    private long rows;
    private long filledMs;

    @Setup(Level.Trial)
    public void fill(Blackhole blackhole) {
        phones = new Keys(keys);
        engine = engine(panes, aggregate);
        plainPanes = new PlainPanes(panes, PANE_MS);
        for (rows = 0; rows < (long) panes * keys; rows++) {
            engine.add(phones.of(rows), timeMs(), blackhole);
            plainPanes.add(phones.of(rows), timeMs(), random.nextDouble(), blackhole);
        }
        filledMs = timeMs() - PANE_MS;
    }

    private static EngineLoad engine(int panesPerWindow, String aggregate) {
        return new EngineLoad(
                new Windows.Hopping(panesPerWindow * PANE_MS, PANE_MS, 0), aggregate + "(force) as result");
    }

    /** A row that closes nothing. */
    @Benchmark
    public WindowEngine.Admission row(Blackhole blackhole) {
        return engine.add(phones.of(rows++), filledMs, blackhole);
    }

    /** A row in a pane of its own, so with each row a window closes. */
    @Benchmark
    public WindowEngine.Admission rowAndWindow(Blackhole blackhole) {
        WindowEngine.Admission admission = engine.add(phones.of(rows), timeMs(), blackhole);
        rows++;
        return admission;
    }

    /** The same rows and windows in plain Java, where a window is the sum of all its panes; always sums. */
    @Benchmark
    public void rowAndWindowScanned(Blackhole blackhole) {
        plainPanes.add(phones.of(rows), timeMs(), random.nextDouble(), blackhole);
        rows++;
    }

    private long timeMs() {
        return rows / keys * PANE_MS;
    }
}

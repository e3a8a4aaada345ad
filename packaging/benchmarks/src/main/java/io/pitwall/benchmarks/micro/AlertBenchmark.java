package io.pitwall.benchmarks.micro;

import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
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
 * A row after which an alert's condition is judged over the current window of its key, by the number of panes in a window.
 * Phones at 20 Hz, windows that advance by one pane of 250 ms; the condition never holds, which is the usual case.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AlertBenchmark {

    private static final long PANE_MS = 250;
    private static final long ROW_INTERVAL_MS = 50;

    @Param({"8", "64", "600", "4096"})
    private int panes;

    @Param({"10", "1000"})
    private int keys;

    @Param({"sum", "max"})
    private String aggregate = "";

    private Keys phones = new Keys(1);
    private EngineLoad engine = engine(1, "sum");
    private long rows;

    @Setup(Level.Trial)
    public void fill(Blackhole blackhole) {
        phones = new Keys(keys);
        engine = engine(panes, aggregate);
        for (rows = 0; rows < panes * (PANE_MS / ROW_INTERVAL_MS) * keys; rows++) {
            engine.add(phones.of(rows), timeMs(), blackhole);
        }
    }

    private static EngineLoad engine(int panesPerWindow, String aggregate) {
        return new EngineLoad(
                new Windows.Hopping(panesPerWindow * PANE_MS, PANE_MS, 0),
                aggregate + "(force) as result",
                "result > 1000000");
    }

    /** A fifth of a window closes per row, and is judged as well. */
    @Benchmark
    public WindowEngine.Admission judgedRow(Blackhole blackhole) {
        WindowEngine.Admission admission = engine.add(phones.of(rows), timeMs(), blackhole);
        rows++;
        return admission;
    }

    private long timeMs() {
        return rows / keys * ROW_INTERVAL_MS;
    }
}

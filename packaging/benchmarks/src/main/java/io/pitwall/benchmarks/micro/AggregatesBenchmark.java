package io.pitwall.benchmarks.micro;

import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
 * What each further aggregate adds to a row: the first so many of eight, over windows of 2 s every 250 ms. Ten phones at 20
 * Hz, so a fifth of a window of eight panes closes per row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AggregatesBenchmark {

    private static final long ROW_INTERVAL_MS = 50;

    private static final List<String> FUNCTIONS =
            List.of("sum", "avg", "min", "max", "var_pop", "first", "last", "count");

    @Param({"1", "2", "3", "4", "5", "6", "7", "8"})
    private int aggregates;

    private final Keys phones = new Keys(10);
    private EngineLoad engine = engine(1);
    private long rows;

    @Setup(Level.Trial)
    public void prepare() {
        engine = engine(aggregates);
    }

    private static EngineLoad engine(int count) {
        String select = FUNCTIONS.stream()
                .limit(count)
                .map(function -> function + "(force) as " + function + "_force")
                .collect(Collectors.joining(", "));
        return new EngineLoad(new Windows.Hopping(2000, 250, 0), select);
    }

    @Benchmark
    public WindowEngine.Admission row(Blackhole blackhole) {
        WindowEngine.Admission admission =
                engine.add(phones.of(rows), rows / phones.count() * ROW_INTERVAL_MS, blackhole);
        rows++;
        return admission;
    }
}

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
 * One row through each kind of windows, all of them at work: the sum of a column, ten phones at 20 Hz, in order of time or with
 * some rows up to half a second behind.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowKindsBenchmark {

    /** Windows that hold about forty rows, with a grace that lets no row be late. */
    public enum Kind {
        /** Every 250 ms. */
        HOPPING,
        /** One for every row. */
        SLIDING,
        /** Phones are silent for two seconds after every forty rows. */
        SESSION,
        /** Every ten rows. */
        COUNT;

        private Windows windows() {
            return switch (this) {
                case HOPPING -> new Windows.Hopping(2000, 250, MAX_DELAY_MS);
                case SLIDING -> new Windows.Sliding(2000, MAX_DELAY_MS);
                case SESSION -> new Windows.Session(1000, MAX_DELAY_MS);
                case COUNT -> new Windows.Count(40, 10);
            };
        }
    }

    private static final long MAX_DELAY_MS = 500;
    private static final long ROW_INTERVAL_MS = 50;
    private static final long ROWS_PER_SESSION = 40;
    private static final long SILENCE_MS = 2000;

    @Param
    private Kind kind = Kind.HOPPING;

    /** Rows of a hundred that are behind. */
    @Param({"0", "10"})
    private int disorder;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Keys phones = new Keys(10);
    private EngineLoad engine = engine(Kind.HOPPING);
    private long rows;

    @Setup(Level.Trial)
    public void prepare() {
        engine = engine(kind);
    }

    private static EngineLoad engine(Kind kind) {
        return new EngineLoad(kind.windows(), "sum(force) as total");
    }

    @Benchmark
    public WindowEngine.Admission row(Blackhole blackhole) {
        WindowEngine.Admission admission = engine.add(phones.of(rows), timeMs(), blackhole);
        rows++;
        return admission;
    }

    private long timeMs() {
        long rowOfPhone = rows / phones.count();
        long silences = kind == Kind.SESSION ? rowOfPhone / ROWS_PER_SESSION : 0;
        long delayMs = random.nextInt(100) < disorder ? random.nextLong(MAX_DELAY_MS) : 0;
        return rowOfPhone * ROW_INTERVAL_MS + silences * SILENCE_MS - delayMs;
    }
}

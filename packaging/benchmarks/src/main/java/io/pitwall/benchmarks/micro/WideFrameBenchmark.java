package io.pitwall.benchmarks.micro;

import io.pitwall.benchmarks.engine.Engines;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One number of a wide car frame: the average of each of 300 columns over windows of a second, frames at 50 Hz from ten
 * cars. Closing windows, with a map of 300 results each, and handing over the changed state every 200 ms of event time are
 * part of it; in {@link #parsed}, reading the JSON too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(WideFrameBenchmark.COLUMNS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class WideFrameBenchmark {

    static final int COLUMNS = 300;

    private static final Windows WINDOWS = new Windows.Hopping(1_000, 1_000, 0);
    private static final int CARS = 10;
    private static final long FRAME_INTERVAL_MS = 20;
    private static final int FRAMES_PER_COMMIT = 100;
    private static final int FRAMES = 64;

    @Param({"avg(*)", "avg(*) as mean_*, max(*) as max_*", "percentile(*, 0.99)"})
    private String select = "avg(*)";

    private final byte[][] cars = new byte[CARS][];
    private final byte[][] json = new byte[FRAMES][];
    private final Row[] rows = new Row[FRAMES];
    private WindowQuery query = Engines.query("count(*)", "");
    private RowReader reader = new RowReader(query.input());
    private WindowEngine engine = Engines.engine(WINDOWS, query);
    private final double[] sums = new double[COLUMNS];
    private final double[][] numbers = new double[FRAMES][COLUMNS];
    private long frames;

    @Setup
    public void prepare() {
        query = Engines.query(select, "");
        reader = new RowReader(query.input());
        engine = Engines.engine(WINDOWS, query);
        SplittableRandom random = new SplittableRandom(1);
        for (int car = 0; car < CARS; car++) {
            cars[car] = ("car-" + car).getBytes(StandardCharsets.UTF_8);
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            StringBuilder text = new StringBuilder("{");
            for (int column = 0; column < COLUMNS; column++) {
                text.append(column == 0 ? "" : ",")
                        .append("\"signal_")
                        .append(column)
                        .append("\":");
                numbers[frame][column] = Math.rint(random.nextDouble(-1e6, 1e6)) / 1_000;
                text.append(numbers[frame][column]);
            }
            json[frame] = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
            rows[frame] = query.input().newRow();
            reader.read(json[frame], rows[frame]);
        }
    }

    /** From the cells of a row on. */
    @Benchmark
    public WindowEngine.Admission engine(Blackhole blackhole) {
        return add(rows[(int) (frames % FRAMES)], blackhole);
    }

    /** From the JSON bytes on. */
    @Benchmark
    public WindowEngine.Admission parsed(Blackhole blackhole) {
        Row row = rows[0];
        reader.read(json[(int) (frames % FRAMES)], row);
        return add(row, blackhole);
    }

    /** Numbers in arrays, summed column by column; always sums. */
    @Benchmark
    public void plainJava(Blackhole blackhole) {
        double[] frame = numbers[(int) (frames++ % FRAMES)];
        for (int column = 0; column < COLUMNS; column++) {
            sums[column] += frame[column];
        }
        blackhole.consume(sums);
    }

    private WindowEngine.Admission add(Row row, Blackhole blackhole) {
        long timeMs = frames / CARS * FRAME_INTERVAL_MS;
        WindowEngine.Admission admission =
                engine.add(cars[(int) (frames % CARS)], timeMs, row, new ConsumedResults(blackhole));
        if (++frames % FRAMES_PER_COMMIT == 0) {
            engine.forEachChange((key, value) -> {
                blackhole.consume(key);
                blackhole.consume(value);
            });
            engine.markPersisted();
        }
        return admission;
    }
}

package io.pitwall.benchmarks.micro;

import io.pitwall.benchmarks.rows.MagnitudeParser;
import io.pitwall.benchmarks.rows.PhoneRows;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import io.pitwall.transforms.row.RowReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the JSON bytes of a phone row to the cells of the three columns a query names. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowReaderBenchmark {

    private static final int ROWS = 1024;

    private final byte[][] json = new byte[ROWS][];
    private final Columns columns = new Columns();
    private final MagnitudeParser plainJava = new MagnitudeParser();
    private RowReader reader = new RowReader(columns);
    private Row row = columns.newRow();
    private int next;

    @Setup
    public void prepare() {
        PhoneRows rows = new PhoneRows(1);
        for (int i = 0; i < ROWS; i++) {
            json[i] = rows.next(i % 10, i);
        }
        for (String axis : new String[] {"x", "y", "z"}) {
            columns.slotOf(ColumnPath.of("accelerometer-" + axis));
        }
        reader = new RowReader(columns);
        row = columns.newRow();
    }

    @Benchmark
    public Row pitwall() {
        reader.read(json[next++ % ROWS], row);
        return row;
    }

    /** Jackson's streaming parser driven by hand, and the magnitude computed besides. */
    @Benchmark
    public double plainJava() {
        return plainJava.parse(json[next++ % ROWS]);
    }
}

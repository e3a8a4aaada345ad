package io.pitwall.benchmarks.micro;

import io.pitwall.transforms.expression.Compiler;
import io.pitwall.transforms.expression.Expression;
import io.pitwall.transforms.expression.Parser;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Columns;
import io.pitwall.transforms.row.Row;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The length of a vector from three cells that are already read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpressionBenchmark {

    private final Columns columns = new Columns();
    private final Expression magnitude = new Compiler(columns, io.pitwall.transforms.expression.Scope.of(columns))
            .compile(Parser.parse("sqrt(x * x + y * y + z * z)"));
    private final Row row = columns.newRow();
    private final Cell x = row.cell(columns.slotOf(ColumnPath.of("x")));
    private final Cell y = row.cell(columns.slotOf(ColumnPath.of("y")));
    private final Cell z = row.cell(columns.slotOf(ColumnPath.of("z")));
    private final SplittableRandom random = new SplittableRandom(1);

    @Benchmark
    public double pitwall() {
        fillRow();
        return magnitude.evaluate(row).asDouble();
    }

    @Benchmark
    public double plainJava() {
        fillRow();
        double dx = x.asDouble();
        double dy = y.asDouble();
        double dz = z.asDouble();
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    private void fillRow() {
        x.setDouble(random.nextDouble());
        y.setDouble(random.nextDouble());
        z.setDouble(random.nextDouble());
    }
}

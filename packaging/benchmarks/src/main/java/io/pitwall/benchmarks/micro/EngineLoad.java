package io.pitwall.benchmarks.micro;

import io.pitwall.benchmarks.engine.Engines;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.Row;
import java.util.SplittableRandom;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A window engine over rows of one column, {@code force}. What rows cause later is part of their time: closing windows, and
 * handing over the changed state once per 100,000 rows, about what arrives in a commit interval of 200 ms.
 */
final class EngineLoad {

    private static final int ROWS_PER_COMMIT = 100_000;

    private final WindowEngine engine;
    private final Row row;
    private final Cell force;
    private final SplittableRandom random = new SplittableRandom(1);
    private int rowsSinceCommit;

    EngineLoad(Windows windows, String select) {
        this(windows, select, "");
    }

    EngineLoad(Windows windows, String select, String alertWhen) {
        WindowQuery query = Engines.query(select, alertWhen);
        engine = Engines.engine(windows, query);
        row = query.input().newRow();
        force = row.cell(query.input().slotOf(ColumnPath.of("force")));
    }

    WindowEngine.Admission add(byte[] key, long timeMs, Blackhole blackhole) {
        force.setDouble(random.nextDouble());
        WindowEngine.Admission admission = engine.add(key, timeMs, row, new ConsumedResults(blackhole));
        if (++rowsSinceCommit == ROWS_PER_COMMIT) {
            commit(blackhole);
        }
        return admission;
    }

    private void commit(Blackhole blackhole) {
        rowsSinceCommit = 0;
        engine.forEachChange((key, value) -> {
            blackhole.consume(key);
            blackhole.consume(value);
        });
        engine.markPersisted();
    }
}

package io.pitwall.sink;

import io.pitwall.sink.output.ResultEncoder;
import io.pitwall.sink.shard.Now;
import io.pitwall.sink.shard.Outbox;
import io.pitwall.sink.windowing.Results;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Encodes what the engine decides as it comes, and counts what it could not compute. */
final class OutboxResults implements Results {

    private static final long NOT_BEGUN = 0;
    /** A key that is forgotten puts nothing into the outbox, but a few deletions into the commit. */
    private static final int MAX_KEYS_CHANGED_BY_TIME = 50_000;

    private final ResultEncoder encoder;
    private final WindowEngine engine;
    private final QueryProblems problems = new QueryProblems();
    private Outbox outbox = new Outbox();
    /** The row that the engine is looking at; null while time passes without one. */
    private @Nullable SinkRecord row;
    /** The number of the present round of updates. */
    private long round = NOT_BEGUN;

    OutboxResults(ResultEncoder encoder, WindowEngine engine) {
        this.encoder = encoder;
        this.engine = engine;
    }

    /** For the results of a row. */
    OutboxResults of(SinkRecord cause, Outbox target) {
        row = cause;
        outbox = target;
        return this;
    }

    /** For the results of time that passes, or a round of updates. */
    OutboxResults into(Outbox target) {
        row = null;
        outbox = target;
        round = NOT_BEGUN;
        return this;
    }

    @Override
    public void window(byte[] key, long startMs, long endMs, Row values) {
        long revision = outbox.latestUpdate() + 1;
        outbox.addResult(encoder.window(key, startMs, endMs, engine.streamTimeMs(), revision, values));
    }

    @Override
    public void update(byte[] key, long startMs, long endMs, Row values) {
        if (round == NOT_BEGUN) {
            round = outbox.nextUpdate();
        }
        outbox.addResult(encoder.update(key, startMs, endMs, engine.streamTimeMs(), round, values));
    }

    @Override
    public void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values) {
        outbox.addAlert(encoder.alert(key, startMs, endMs, alertTimeMs, values));
    }

    @Override
    public void cleared(byte[] key, long startMs, long endMs, long clearedTimeMs, Row values) {
        outbox.addAlert(encoder.cleared(key, startMs, endMs, clearedTimeMs, values));
    }

    @Override
    public void expired() {
        outbox.expired(1);
    }

    @Override
    public boolean areEnough() {
        return outbox.isFull() || engine.keysChangedByTime() >= MAX_KEYS_CHANGED_BY_TIME;
    }

    @Override
    public void unusable(EvaluationException problem) {
        if (row == null) {
            throw new IllegalStateException("An argument without a row", problem);
        }
        problems.unusable(problem, row, outbox, Now.read());
    }

    @Override
    public void uncomputable(EvaluationException problem) {
        problems.uncomputable(problem);
    }
}

package io.pitwall.sink;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.input.InputRows;
import io.pitwall.sink.output.ResultEncoder;
import io.pitwall.sink.shard.Now;
import io.pitwall.sink.shard.Outbox;
import io.pitwall.sink.shard.RateLimit;
import io.pitwall.sink.shard.RejectedRowException;
import io.pitwall.sink.shard.RejectedRowException.Reason;
import io.pitwall.sink.shard.ShardQuery;
import io.pitwall.sink.windowing.Results;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The windows of one shard, between the records they come from and the records they become. */
final class WindowShardQuery implements ShardQuery {

    private static final Logger log = LoggerFactory.getLogger(WindowShardQuery.class);

    private final WindowEngine engine;
    private final InputRows rows;
    private final long maxFutureMs;
    private final ToOutbox results;

    WindowShardQuery(WindowSinkConfig config) {
        // A shard is restored by a background thread while others run.
        WindowQuery query = config.query().compiledAgain();
        engine = new WindowEngine(config.windows(), query, config.engine());
        rows = new InputRows(query.input(), config.timestamp());
        maxFutureMs = config.maxFutureMs().orElse(Long.MAX_VALUE);
        results = new ToOutbox(config, query);
    }

    @Override
    public Fate accept(SinkRecord record, long wallMs, Outbox outbox) {
        read(record);
        if (rows.timestampMs() - wallMs > maxFutureMs) {
            throw new RejectedRowException(
                    Reason.FUTURE_TIMESTAMP,
                    "expected an event time at most " + maxFutureMs + " ms ahead of this worker's clock, found one "
                            + (rows.timestampMs() - wallMs)
                            + " ms ahead; check the sender's clock and timestamp.unit, or"
                            + " raise max.future.ms");
        }
        try {
            return switch (engine.add(rows.key(), rows.timestampMs(), rows.row(), results.into(outbox))) {
                case WINDOWED -> Fate.WINDOWED;
                case LATE -> Fate.LATE;
                case FILTERED -> Fate.FILTERED;
                case REFUSED ->
                    throw new RejectedRowException(
                            Reason.EVALUATION_ERROR,
                            "expected a key with at most " + Windows.MAX_OPEN_SLICES
                                    + " open sessions or instants, found one that has as many already; shorten"
                                    + " window.size.ms or window.grace.ms, or lengthen session.gap.ms");
            };
        } catch (EvaluationException e) {
            throw new RejectedRowException(Reason.EVALUATION_ERROR, String.valueOf(e.getMessage()), e);
        }
    }

    private void read(SinkRecord record) {
        try {
            rows.read(record);
        } catch (DataException e) {
            throw new RejectedRowException(
                    record.key() == null ? Reason.NULL_KEY : Reason.UNREADABLE_ROW, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public long lateByMs() {
        return engine.lateness().lateByMs();
    }

    @Override
    public void advanceTo(long streamTimeMs, Outbox outbox) {
        engine.advanceTo(streamTimeMs, results.into(outbox));
    }

    @Override
    public long streamTimeMs() {
        return engine.streamTimeMs();
    }

    @Override
    public boolean hasOpenWindows() {
        return engine.hasOpenWindows();
    }

    @Override
    public void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        engine.forEachChange(changes);
    }

    @Override
    public void markPersisted() {
        engine.markPersisted();
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        engine.restore(key, value);
    }

    @Override
    public void restoreStreamTime(long streamTimeMs) {
        engine.restoreStreamTime(streamTimeMs);
    }

    /** Encodes results as they come; an alert asks for a commit at once. */
    private static final class ToOutbox implements Results {
        private final ResultEncoder encoder;
        private final RateLimit uncomputable = new RateLimit();
        private Outbox outbox = new Outbox();

        ToOutbox(WindowSinkConfig config, WindowQuery query) {
            encoder = new ResultEncoder(config, query, output -> outbox.add(output));
        }

        ToOutbox into(Outbox target) {
            outbox = target;
            return this;
        }

        @Override
        public void window(byte[] key, long startMs, long endMs, Row values) {
            encoder.window(key, startMs, endMs, values);
        }

        @Override
        public void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values) {
            encoder.alert(key, startMs, endMs, alertTimeMs, values);
            outbox.hurry();
        }

        @Override
        public void update(byte[] key, long startMs, long endMs, Row values) {
            encoder.window(key, startMs, endMs, values);
        }

        @Override
        public void cleared(byte[] key, long startMs, long endMs, long clearedTimeMs, Row values) {
            encoder.alert(key, startMs, endMs, clearedTimeMs, values);
            outbox.hurry();
        }

        @Override
        public void expired() {}

        @Override
        public void unusable(EvaluationException problem) {
            uncomputable(problem);
        }

        @Override
        public void uncomputable(EvaluationException problem) {
            uncomputable
                    .count(Now.read())
                    .ifPresent(since -> log.warn(
                            "A column of a window could not be computed and is null, or a condition does not hold: {} ({}"
                                    + " since the last such line)",
                            problem.getMessage(),
                            since));
        }
    }
}

package io.pitwall.sink;

import io.pitwall.sink.config.OnError;
import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.input.InputRows;
import io.pitwall.sink.output.ResultEncoder;
import io.pitwall.sink.shard.Lateness;
import io.pitwall.sink.shard.Outbox;
import io.pitwall.sink.shard.RejectedRowException;
import io.pitwall.sink.shard.RejectedRowException.Reason;
import io.pitwall.sink.shard.ShardQuery;
import io.pitwall.sink.state.LocalRows;
import io.pitwall.sink.windowing.WindowEngine;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The windows of one shard, between the records they come from and the records they become. */
final class WindowShardQuery implements ShardQuery {

    private final WindowEngine engine;
    private final InputRows rows;
    private final OnError onError;
    private final long maxFutureMs;
    private final OutboxResults results;

    WindowShardQuery(WindowSinkConfig config) {
        WindowQuery query = config.newQuery();
        engine = new WindowEngine(config.windows(), query, config.engine());
        rows = new InputRows(query.input(), config.timestamp());
        onError = config.onError();
        maxFutureMs = config.maxFutureMs().orElse(Long.MAX_VALUE);
        results = new OutboxResults(new ResultEncoder(config, query), engine);
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
            return switch (engine.add(rows.key(), rows.timestampMs(), rows.row(), results.of(record, outbox))) {
                case WINDOWED -> Fate.WINDOWED;
                case LATE -> Fate.LATE;
                case FILTERED -> Fate.FILTERED;
                case AWAITED -> Fate.AWAITED;
                case REFUSED ->
                    throw new RejectedRowException(
                            Reason.TOO_MUCH_STATE,
                            "expected a key with at most " + Windows.MAX_OPEN_SLICES
                                    + " open sessions or instants, found one that has as many already; shorten"
                                    + " window.size.ms or window.grace.ms, or lengthen session.gap.ms");
            };
        } catch (EvaluationException e) {
            throw unusable(record, e);
        }
    }

    /** The engine deals with {@link OnError#NULL} by itself, as far as arguments go; what it throws is beyond that. */
    private ConnectException unusable(SinkRecord record, EvaluationException problem) {
        return switch (onError) {
            case REJECT, NULL ->
                RejectedRowException.evaluationError(problem.holder(), String.valueOf(problem.getMessage()), problem);
            case FAIL ->
                new ConnectException(
                        problem.getMessage() + ", in " + record.originalTopic() + "-" + record.originalKafkaPartition()
                                + "@" + record.originalKafkaOffset() + ", and on.error is fail. Change the query so"
                                + " that it can compute with such a value, or set on.error to reject or null to go on"
                                + " without it.",
                        problem);
        };
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
    public Lateness lateness() {
        var late = engine.lateness();
        return new Lateness(late.lateByMs(), late.windowStartMs(), late.windowEndMs());
    }

    @Override
    public void advanceTo(long streamTimeMs, Outbox outbox) {
        var unused = engine.advanceTo(streamTimeMs, results.into(outbox));
    }

    @Override
    public boolean goOn(Outbox outbox) {
        return engine.goOn(results.into(outbox));
    }

    @Override
    public boolean giveUpdates(Outbox outbox) {
        return engine.giveUpdates(results.into(outbox));
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
    public long closesInMs() {
        return engine.closesInMs();
    }

    @Override
    public boolean hasChanges() {
        return engine.hasChanges();
    }

    @Override
    public long liveKeys() {
        return engine.liveKeys();
    }

    @Override
    public long persistedRows() {
        return engine.persistedRows();
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
    public void evictTo(LocalRows localRows) {
        engine.evictTo(new ColdStateRows(localRows));
    }

    @Override
    public List<byte[]> rowPrefixes() {
        return engine.rowPrefixes();
    }

    @Override
    public void restoreStreamTime(long streamTimeMs) {
        engine.restoreStreamTime(streamTimeMs);
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        engine.restore(key, value);
    }

    @Override
    public void restored() {
        engine.restored();
    }

    @Override
    public long heapBytes() {
        return engine.heapBytes();
    }

    @Override
    public void evict(long targetBytes) {
        engine.evict(targetBytes);
    }

    @Override
    public Keys keys() {
        var counts = engine.keyCounts();
        return new Keys(counts.hot(), counts.cold(), counts.evictions());
    }
}

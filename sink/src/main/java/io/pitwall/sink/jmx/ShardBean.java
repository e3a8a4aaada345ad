package io.pitwall.sink.jmx;

import io.pitwall.sink.shard.RejectedRowException.Reason;
import io.pitwall.sink.shard.ShardStatus;
import io.pitwall.sink.state.Counters;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attributes of a shard's status. */
final class ShardBean implements ShardMXBean {

    private final Supplier<ShardStatus> status;

    ShardBean(Supplier<ShardStatus> status) {
        this.status = status;
    }

    private Counters counters() {
        return status.get().counters();
    }

    @Override
    public long getRowsIn() {
        return counters().rows();
    }

    @Override
    public long getWindowed() {
        return counters().windowed();
    }

    @Override
    public long getLate() {
        return counters().late();
    }

    @Override
    public long getFiltered() {
        return counters().filtered();
    }

    @Override
    public long getRejected() {
        return counters().rejectedRows();
    }

    @Override
    public long getRejectedNullKey() {
        return status.get().rejected(Reason.NULL_KEY);
    }

    @Override
    public long getRejectedUnreadableRow() {
        return status.get().rejected(Reason.UNREADABLE_ROW);
    }

    @Override
    public long getRejectedFutureTimestamp() {
        return status.get().rejected(Reason.FUTURE_TIMESTAMP);
    }

    @Override
    public long getRejectedEvaluationError() {
        return status.get().rejected(Reason.EVALUATION_ERROR);
    }

    @Override
    public long getRejectedUnencodableValue() {
        return status.get().rejected(Reason.UNENCODABLE_VALUE);
    }

    @Override
    public long getRejectedTooMuchState() {
        return status.get().rejected(Reason.TOO_MUCH_STATE);
    }

    @Override
    public Map<String, Long> getRejectedByColumn() {
        return status.get().rejectedByColumn();
    }

    @Override
    public Map<String, Long> getNullByColumn() {
        return status.get().nullByColumn();
    }

    @Override
    public long getEmitted() {
        return counters().emitted();
    }

    @Override
    public long getAlerts() {
        return counters().alerts();
    }

    @Override
    public long getExpiredKeys() {
        return counters().expired();
    }

    @Override
    public @Nullable Long getStreamTimeMs() {
        OptionalLong streamTimeMs = status.get().streamTimeMs();
        return streamTimeMs.isPresent() ? streamTimeMs.getAsLong() : null;
    }

    @Override
    public long getLastCommitSequence() {
        return status.get().commitSequence();
    }
}

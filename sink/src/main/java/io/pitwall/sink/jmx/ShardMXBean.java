package io.pitwall.sink.jmx;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One shard as monitoring sees it, as of its last commit. Of attributes read in one call, {@code RowsIn = Windowed + Late +
 * Filtered + Rejected}, and {@code Rejected} is the sum of the reasons. The counts are those of the shard's whole life, except the ones by column.
 */
public interface ShardMXBean {

    long getRowsIn();

    /** Rows that entered at least one window. */
    long getWindowed();

    /** Rows whose windows had all been emitted. */
    long getLate();

    /** Rows that {@code where} turned away. */
    long getFiltered();

    /** Rows that could not be used, for whatever reason. */
    long getRejected();

    long getRejectedNullKey();

    long getRejectedUnreadableRow();

    long getRejectedFutureTimestamp();

    long getRejectedEvaluationError();

    long getRejectedUnencodableValue();

    long getRejectedTooMuchState();

    /** Rows with an evaluation error, by the column or expression at fault, since the shard was opened on this worker. */
    Map<String, Long> getRejectedByColumn();

    /** Values that {@code on.error=null} took for null, by column or expression, since the shard was opened on this worker. */
    Map<String, Long> getNullByColumn();

    /** Results written. */
    long getEmitted();

    /** Alerts written. */
    long getAlerts();

    /** Keys forgotten because nothing had come of them for too long. */
    long getExpiredKeys();

    /** Epoch milliseconds; null before the first row. */
    @Nullable
    Long getStreamTimeMs();

    /** How many commits there were. */
    long getLastCommitSequence();
}

package io.pitwall.sink.shard;

import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.Marker;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A shard as its last commit left it.
 *
 * @param sequence how many commits there were in the life of the shard
 * @param streamTimeMs empty before the first row
 * @param counters since the shard began
 * @param rejectedByColumn rows that could not be evaluated, by what they could not be evaluated for; since the shard was
 *     opened here
 * @param nullByColumn values that were taken for null; since the shard was opened here
 */
public record LastCommit(
        long sequence,
        OptionalLong streamTimeMs,
        Counters counters,
        Map<String, Long> rejectedByColumn,
        Map<String, Long> nullByColumn) {

    static LastCommit of(Marker marker, Tally tally) {
        return new LastCommit(
                marker.sequence(),
                marker.streamTimeMs() == Marker.NO_TIME ? OptionalLong.empty() : OptionalLong.of(marker.streamTimeMs()),
                marker.counters(),
                tally.rejectedByColumn(),
                tally.nullByColumn());
    }

    /** Rows rejected for one reason. */
    public long rejected(RejectedRowException.Reason reason) {
        return counters.rejected().getOrDefault(reason.number(), 0L);
    }

    /** For the log. */
    String summary() {
        Map<RejectedRowException.Reason, Long> reasons = new EnumMap<>(RejectedRowException.Reason.class);
        for (RejectedRowException.Reason reason : RejectedRowException.Reason.values()) {
            if (rejected(reason) > 0) {
                reasons.put(reason, rejected(reason));
            }
        }
        return counters.rows() + " rows: " + counters.windowed() + " windowed, " + counters.late() + " late, "
                + counters.filtered() + " filtered, " + counters.rejectedRows() + " rejected " + reasons + "; "
                + counters.emitted() + " results, " + counters.alerts() + " alerts, " + counters.expired()
                + " keys expired";
    }
}

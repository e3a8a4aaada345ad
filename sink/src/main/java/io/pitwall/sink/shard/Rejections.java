package io.pitwall.sink.shard;

import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where records go that are no rows: to the worker's reporter, which knows the dead letter queue and how many errors the
 * user tolerates, or, where {@code errors.*} asks for no report, into the log.
 */
public final class Rejections {

    private static final Logger log = LoggerFactory.getLogger(Rejections.class);

    private final @Nullable ErrantRecordReporter reporter;
    private final Map<RejectedRowException.Reason, Long> counts = new EnumMap<>(RejectedRowException.Reason.class);
    private final RateLimit rateLimit = new RateLimit();

    public Rejections(@Nullable ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /** Rethrows what the reporter throws when the user tolerates no errors: it ends the task. */
    @SuppressWarnings("FutureReturnValueIgnored") // the worker awaits its reports before it commits offsets
    void reject(SinkRecord record, RejectedRowException rejection, Now now) {
        counts.merge(rejection.reason(), 1L, Long::sum);
        if (reporter != null) {
            reporter.report(record, rejection);
            return;
        }
        rateLimit
                .count(now)
                .ifPresent(since -> log.warn(
                        "Rejected {}-{}@{}: {} ({} since the last such line; {} in all)",
                        record.originalTopic(),
                        record.originalKafkaPartition(),
                        record.originalKafkaOffset(),
                        rejection.getMessage(),
                        since,
                        counts));
    }

    /** How many records this task has rejected, by reason. */
    Map<RejectedRowException.Reason, Long> counts() {
        return new EnumMap<>(counts);
    }
}

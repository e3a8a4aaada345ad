package io.pitwall.sink.shard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;
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
    /** On their way to the dead letter queue. */
    private final List<Future<Void>> reports = new ArrayList<>();

    public Rejections(@Nullable ErrantRecordReporter reporter) {
        this.reporter = reporter;
    }

    /** Rethrows what the reporter throws when the user tolerates no errors: it ends the task. */
    void reject(SinkRecord record, RejectedRowException rejection, Now now) {
        counts.merge(rejection.reason(), 1L, Long::sum);
        if (reporter != null) {
            reports.add(reporter.report(record, rejection));
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

    /**
     * Waits until every reported record is where the user wants it. A commit moves the position past them, and the worker
     * itself waits only before it commits offsets, which nobody reads.
     */
    void awaitReports() {
        try {
            for (Future<Void> report : reports) {
                report.get();
            }
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "A rejected record could not be written to the dead letter queue; check its topic and the worker's"
                            + " access to it. The record is read again when the task restarts.",
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        reports.clear();
    }
}

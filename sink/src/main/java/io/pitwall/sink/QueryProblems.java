package io.pitwall.sink;

import io.pitwall.sink.shard.Now;
import io.pitwall.sink.shard.Outbox;
import io.pitwall.sink.shard.RateLimit;
import io.pitwall.sink.shard.RateLimits;
import io.pitwall.transforms.expression.EvaluationException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a query could not compute and went on without: counted, and in the log at a bounded rate. */
final class QueryProblems {

    private static final Logger log = LoggerFactory.getLogger(QueryProblems.class);

    private final RateLimit uncomputable = new RateLimit();
    private final RateLimits takenForNull = new RateLimits();

    /** A window has a null in place of a column, or passes for one whose condition does not hold. */
    void uncomputable(EvaluationException problem) {
        uncomputable
                .count(Now.read())
                .ifPresent(since -> log.warn(
                        "A column of a window could not be computed and is null, or a condition does not hold: {} ({}"
                                + " since the last such line)",
                        problem.getMessage(),
                        since));
    }

    /** An argument of an aggregate counts as null for a row; counted by its column. */
    void unusable(EvaluationException problem, SinkRecord row, Outbox outbox, Now now) {
        outbox.takenForNull(problem.holder());
        takenForNull
                .count(problem.holder(), now)
                .ifPresent(since -> log.warn(
                        "Took a value in {}-{}@{} for null: {} ({} since the last such line about it)",
                        row.originalTopic(),
                        row.originalKafkaPartition(),
                        row.originalKafkaOffset(),
                        problem.getMessage(),
                        since));
    }
}

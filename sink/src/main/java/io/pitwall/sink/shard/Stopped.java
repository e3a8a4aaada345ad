package io.pitwall.sink.shard;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard that could not be opened, for a reason that waiting does not cure. Its partition stays paused and nothing of it is
 * touched, while the other shards of the task go on.
 */
final class Stopped implements Phase {

    private static final Logger log = LoggerFactory.getLogger(Stopped.class);
    private static final String STOPPED = "{} is stopped; its rows wait in Kafka until the task is restarted. {}";
    private static final long REMINDER_MS = 60_000;

    private final TopicPartition partition;
    private final ConnectException reason;
    private long remindAtMs;

    private Stopped(TopicPartition partition, ConnectException reason, Now now) {
        this.partition = partition;
        this.reason = reason;
        remindAtMs = now.elapsedMs() + REMINDER_MS;
    }

    /** Stops with the cause itself where that tells what to do. */
    static Stopped because(TopicPartition partition, RuntimeException cause, Now now) {
        ConnectException reason;
        if (cause instanceof ConnectException known) {
            reason = known;
            log.error(STOPPED, partition, known.getMessage());
            log.debug("What stopped {}", partition, known);
        } else {
            reason = new ConnectException("Opening the state of " + partition + " failed: " + cause, cause);
            log.error(STOPPED, partition, reason.getMessage(), cause);
        }
        return new Stopped(partition, reason, now);
    }

    ConnectException reason() {
        return reason;
    }

    @Override
    public Optional<ConnectException> stoppedBecause() {
        return Optional.of(reason);
    }

    @Override
    public Phase tick(Now now) {
        if (now.elapsedMs() >= remindAtMs) {
            remindAtMs = now.elapsedMs() + REMINDER_MS;
            log.error(STOPPED, partition, reason.getMessage());
        }
        return this;
    }
}

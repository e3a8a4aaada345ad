package io.pitwall.sink.shard;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The worker's consumer as one shard may use it, on the task's thread. Touching a partition that is not assigned any more
 * would end the task, and a worker may forget to close one.
 */
final class InputPartition {

    private final SinkTaskContext context;
    private final TopicPartition partition;

    InputPartition(SinkTaskContext context, TopicPartition partition) {
        this.context = context;
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    boolean isAssigned() {
        return context.assignment().contains(partition);
    }

    /** Stops delivery after the current batch. */
    void hold() {
        if (isAssigned()) {
            context.pause(partition);
        }
    }

    void release() {
        if (isAssigned()) {
            context.resume(partition);
        }
    }

    void releaseAt(long offset) {
        rewindTo(offset);
        release();
    }

    /** Only from a call that the worker's next poll follows: in between, the partition must not go. */
    void rewindTo(long offset) {
        if (isAssigned()) {
            context.offset(Map.of(partition, offset));
        }
    }

    /** Asks the worker to tell soon, through {@code preCommit}, how far it has read. */
    void requestReadPosition() {
        context.requestCommit();
    }
}

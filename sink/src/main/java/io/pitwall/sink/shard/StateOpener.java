package io.pitwall.sink.shard;

import io.pitwall.sink.state.Requester;
import io.pitwall.sink.state.ShardState;
import org.apache.kafka.common.TopicPartition;

/** Takes over the durable state of an input partition. */
public interface StateOpener {

    /**
     * Blocks until the state is up to date; on a background thread.
     *
     * @param requester says when nobody wants the result any more
     */
    ShardState open(TopicPartition partition, Requester requester);
}

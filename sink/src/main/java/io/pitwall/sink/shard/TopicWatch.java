package io.pitwall.sink.shard;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Looks whether the topics of open shards are still those they were opened with. */
@FunctionalInterface
public interface TopicWatch {

    /**
     * The partitions whose input topic or changelog was deleted, created again or given partitions since their shard was
     * opened. Blocks on the broker; any thread. An exception means that nobody knows.
     */
    Set<TopicPartition> changed();
}

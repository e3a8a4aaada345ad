package io.pitwall.sink.shard;

import org.apache.kafka.common.TopicPartition;

/** Looks whether an input partition holds anything that is still to be read. */
interface DrainProbe extends AutoCloseable {

    /** Blocks on the broker; any thread. An exception means that nobody knows. */
    boolean isDrained(TopicPartition partition, long fromOffset);

    @Override
    void close();
}

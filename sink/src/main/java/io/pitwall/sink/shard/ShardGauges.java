package io.pitwall.sink.shard;

import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Where those who watch a worker see what its shards do. */
public interface ShardGauges {

    /**
     * Shows a shard from now on, in the place of whichever shard of the same partition was shown.
     *
     * @param status may be asked at any time, by any thread
     */
    Shown show(TopicPartition partition, Supplier<ShardStatus> status);

    /** A shard that is shown. */
    interface Shown extends AutoCloseable {
        /** Shows it no longer; does nothing where another shard has taken its place. */
        @Override
        void close();
    }
}

package io.pitwall.sink.shard;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Keeps what is shown, one shard per partition. */
final class FakeGauges implements ShardGauges {

    private final Map<TopicPartition, Supplier<ShardStatus>> shown = new HashMap<>();

    @Override
    public Shown show(TopicPartition partition, Supplier<ShardStatus> status) {
        shown.put(partition, status);
        return () -> shown.remove(partition, status);
    }

    /** Of the shard that is shown for a partition. */
    Optional<ShardStatus> status(TopicPartition partition) {
        return Optional.ofNullable(shown.get(partition)).map(Supplier::get);
    }
}

package io.pitwall.sink.state;

import java.nio.file.Path;

/** One input partition of one connector, and the names everything durable about it goes by. */
public record ShardId(String connector, String topic, int partition) {

    /** The compacted topic that holds the state of every shard of one input topic; its partitions are the input's. */
    public String changelogTopic() {
        return "pitwall-" + connector + "-" + topic + "-changelog";
    }

    /** One per shard, so that opening a shard fences whoever had it before. */
    public String transactionalId() {
        return "pitwall-" + connector + "-" + topic + "-" + partition;
    }

    /** Where this worker caches the state. */
    public Path directory(Path stateDirectory) {
        return stateDirectory.resolve(connector).resolve(topic + "-" + partition);
    }

    /** As log lines name it: {@code orders-2}. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}

package io.pitwall.sink.simulation;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * A task around the real one that puts batches off now and then, so that the worker delivers them later. Only batches of shards
 * that have committed: of others the worker tells a wrong position when the batch outlives its assignment, which the real task
 * never makes happen, since it puts no batch off.
 */
final class FlakyTask extends SinkTask {

    private final SinkTask task;
    private final World world;
    private final Set<TopicPartition> placed = new HashSet<>();
    private boolean isRedelivery;

    FlakyTask(SinkTask task, World world) {
        this.task = task;
        this.world = world;
    }

    @Override
    public String version() {
        return task.version();
    }

    @Override
    public void initialize(SinkTaskContext sinkTaskContext) {
        task.initialize(sinkTaskContext);
    }

    @Override
    public void start(Map<String, String> properties) {
        task.start(properties);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        task.open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        // Once per batch: it is to wait in the worker while partitions come and go, not for ever.
        if (!isRedelivery && world.strikes(20) && arePlaced(records)) {
            isRedelivery = true;
            world.reached(Reached.BATCH_REDELIVERED);
            throw new RetriableException("Deliver this again");
        }
        isRedelivery = false;
        task.put(records);
    }

    private boolean arePlaced(Collection<SinkRecord> records) {
        return records.stream()
                .map(row -> new TopicPartition(row.originalTopic(), row.originalKafkaPartition()))
                .allMatch(placed::contains);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> polled) {
        Map<TopicPartition, OffsetAndMetadata> committed = task.preCommit(polled);
        placed.addAll(committed.keySet());
        return committed;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        task.close(partitions);
    }

    @Override
    public void stop() {
        task.stop();
    }
}

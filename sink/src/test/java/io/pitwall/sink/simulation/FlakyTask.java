package io.pitwall.sink.simulation;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task around the real one that puts batches off now and then, so that the worker delivers them later. */
final class FlakyTask extends SinkTask {

    private final SinkTask task;
    private final World world;
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
        if (!isRedelivery && world.strikes(20)) {
            isRedelivery = true;
            world.reached(Reached.BATCH_REDELIVERED);
            throw new RetriableException("Deliver this again");
        }
        isRedelivery = false;
        task.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> polled) {
        return task.preCommit(polled);
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

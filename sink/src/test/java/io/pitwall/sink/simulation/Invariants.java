package io.pitwall.sink.simulation;

import io.pitwall.sink.state.SimulatedDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** What must hold after every event, whatever has happened. */
final class Invariants implements SimulatedBroker.Watcher {

    private final Settings settings;
    private final List<ShardLedger> shards = new ArrayList<>();

    Invariants(Settings settings) {
        this.settings = settings;
    }

    void watch(World world, Input input) {
        for (int partition = 0; partition < settings.partitions(); partition++) {
            shards.add(new ShardLedger(settings, partition, input.rows(partition), world));
        }
    }

    @Override
    public void committed(TopicPartition partition, PartitionLog.Entry entry) {
        switch (partition.topic()) {
            case Topics.INPUT -> {}
            case Topics.OUTPUT ->
                shards.get(Input.partitionOf(ShardLedger.text(entry.key()))).result(entry);
            case Topics.LATE ->
                shards.get(Input.partitionOf(ShardLedger.text(entry.key()))).lateRow(entry);
            default -> shards.get(partition.partition()).change(entry);
        }
    }

    void check(List<SimulatedDisk> disks, long nowMs) {
        shards.forEach(shard -> shard.check(nowMs));
        for (SimulatedDisk disk : disks) {
            disk.takeWritten().forEach(this::checkCache);
        }
    }

    private void checkCache(Path directory, SimulatedDisk.Contents contents) {
        String name = directory.getFileName().toString();
        shards.get(Integer.parseInt(name.substring(name.lastIndexOf('-') + 1))).checkCache(contents);
    }

    /** Whether nothing is left to come. */
    boolean isDone() {
        return shards.stream().allMatch(ShardLedger::isDone);
    }

    /** At the end, when nothing is left to come. */
    void checkEnd(List<String> deadLetters) {
        shards.forEach(shard -> shard.checkEnd(deadLetters));
    }
}

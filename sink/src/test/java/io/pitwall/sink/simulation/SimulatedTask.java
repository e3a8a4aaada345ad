package io.pitwall.sink.simulation;

import io.pitwall.sink.TaskSeam;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.runtime.SteppedSinkTask;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** One task of the connector in a worker process: its own thread and its background threads. */
final class SimulatedTask {

    final WorkerProcess process;
    final QueuedBackground background = new QueuedBackground();
    final GroupConsumer consumer;

    private final World world;
    private final SteppedSinkTask worker;
    private boolean isBusy;
    private boolean isEnded;

    SimulatedTask(World world, WorkerProcess process, Group group, Settings settings, List<String> deadLetters) {
        this.world = world;
        this.process = process;
        consumer = new GroupConsumer(world, process, group);
        SinkTask task = TaskSeam.newTask(
                new SimulatedClients(world, process),
                background,
                () -> world.time.now(),
                process.disk,
                settings.heapBytes(),
                settings.maxOutboxBytes());
        worker = new SteppedSinkTask(
                world.nextNumber(),
                new FlakyTask(task, world),
                settings.connectorConfig(process.stateDirectory),
                new SteppedSinkTask.Surroundings(
                        consumer,
                        world.time,
                        record -> transform(record, settings),
                        context -> report(context, deadLetters)));
    }

    private static @Nullable SinkRecord transform(SinkRecord record, Settings settings) {
        if (record.value() instanceof byte[] value && Arrays.equals(value, InputRow.DROPPED_VALUE)) {
            return null;
        }
        return settings.renamesTopic()
                ? record.newRecord(
                        "renamed",
                        record.kafkaPartition(),
                        record.keySchema(),
                        record.key(),
                        record.valueSchema(),
                        record.value(),
                        record.timestamp())
                : record;
    }

    private Future<RecordMetadata> report(
            ProcessingContext<ConsumerRecord<byte[], byte[]>> context, List<String> deadLetters) {
        process.requireAlive();
        ConsumerRecord<byte[], byte[]> record = context.original();
        deadLetters.add(record.partition() + "@" + record.offset());
        return CompletableFuture.completedFuture(
                new RecordMetadata(new TopicPartition("dead-letters", 0), 0, 0, 0, 0, 0));
    }

    /** Whether its thread is free to do something. */
    boolean isIdle() {
        return process.isAlive() && !isBusy && !isEnded;
    }

    boolean isEnded() {
        return isEnded || !process.isAlive();
    }

    void start() {
        runOnThread(worker::start);
    }

    void iterate() {
        runOnThread(worker::iterate);
    }

    /** The thread's way out. */
    void end() {
        runOnThread(worker::end);
        isEnded = true;
    }

    void askToStop() {
        worker.stop();
    }

    void cancel() {
        worker.cancel();
    }

    void setPaused(boolean isPaused) {
        worker.setPaused(isPaused);
    }

    boolean hasBackgroundWork() {
        return process.isAlive() && background.hasWork();
    }

    void runBackground() {
        runGuarded(() -> background.runOne(world.chance));
    }

    private void runOnThread(Runnable step) {
        isBusy = true;
        try {
            runGuarded(step);
        } finally {
            isBusy = false;
        }
    }

    /** A dead process may throw whatever it likes; a living task has no reason to fail, since every fault passes. */
    private void runGuarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            if (process.isAlive()) {
                world.failed(e);
                isEnded = true;
            }
        }
    }
}

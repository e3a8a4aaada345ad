package org.apache.kafka.connect.runtime;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.ToleranceType;
import org.apache.kafka.connect.runtime.errors.WorkerErrantRecordReporter;
import org.apache.kafka.connect.runtime.isolation.LoaderSwap;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Connect's own {@code WorkerSinkTask}, whose thread is the caller's and whose endless loop is taken a step at a time. In
 * Connect's package, since the class is not public.
 */
@NullMarked
public final class SteppedSinkTask {

    private static final WorkerConfig WORKER = new StandaloneConfig(Map.of(
            "bootstrap.servers", "localhost:1",
            "offset.storage.file.filename", "unused",
            "key.converter", StringConverter.class.getName(),
            "value.converter", ByteArrayConverter.class.getName(),
            "metric.reporters", "",
            "topic.tracking.enable", "false",
            "offset.flush.interval.ms", "3000"));
    private final Map<String, String> config;
    private final WorkerSinkTask task;

    /** What stands around the task. */
    public record Surroundings(
            Consumer<byte[], byte[]> consumer,
            Time time,
            Function<SinkRecord, @Nullable SinkRecord> transforms,
            ErrorReporter<ConsumerRecord<byte[], byte[]>> deadLetters) {}

    public SteppedSinkTask(int number, SinkTask sinkTask, Map<String, String> config, Surroundings around) {
        this.config = config;
        ConnectorTaskId id = new ConnectorTaskId("simulation", number);
        // On the machine's clock, since nothing depends on what metrics say.
        ConnectMetrics metrics = new ConnectMetrics("simulation", WORKER, Time.SYSTEM, "simulation");
        ErrorHandlingMetrics errors = new ErrorHandlingMetrics(id, metrics);
        RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> operator =
                new RetryWithToleranceOperator<>(0, 0, ToleranceType.ALL, around.time(), errors);
        Converter keys = new StringConverter();
        keys.configure(Map.of(), true);
        Converter values = new ByteArrayConverter();
        values.configure(Map.of(), false);
        HeaderConverter headers = new SimpleHeaderConverter();
        task = new WorkerSinkTask(
                id,
                sinkTask,
                new NobodyListens(),
                TargetState.STARTED,
                WORKER,
                ClusterConfigState.EMPTY,
                metrics,
                metrics.wrap(keys, id, true),
                metrics.wrap(values, id, false),
                errors,
                metrics.wrap(headers, id),
                new Transforms(around.transforms(), operator),
                around.consumer(),
                SteppedSinkTask.class.getClassLoader(),
                around.time(),
                operator,
                new WorkerErrantRecordReporter(operator, keys, values, headers),
                new MemoryStatusBackingStore(),
                () -> List.of(around.deadLetters()),
                null,
                loader -> new LoaderSwap(Thread.currentThread().getContextClassLoader()));
    }

    /** What the task's thread does before its loop. */
    public void start() {
        task.initialize(new TaskConfig(config));
        task.doStart();
    }

    /** One turn of the loop: perhaps a commit of offsets, a poll, a put. Throws what would end the loop. */
    public void iterate() {
        task.iteration();
    }

    /** What the task's thread does once the loop has ended, for whatever reason. */
    public void end() {
        task.stop();
        try {
            task.execute();
        } finally {
            task.doClose();
        }
    }

    /** From another thread: the loop is to end. */
    public void stop() {
        task.stop();
    }

    /** From another thread: the loop did not end in time, and nobody waits for it any more. */
    public void cancel() {
        task.cancel();
    }

    /** From another thread: the connector is paused or resumed. */
    public void setPaused(boolean isPaused) {
        task.transitionTo(isPaused ? TargetState.PAUSED : TargetState.STARTED);
    }

    /** One function in place of a chain of transforms; null drops the record. */
    private static final class Transforms extends TransformationChain<ConsumerRecord<byte[], byte[]>, SinkRecord> {
        private final Function<SinkRecord, @Nullable SinkRecord> function;

        Transforms(
                Function<SinkRecord, @Nullable SinkRecord> function,
                RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> operator) {
            super(List.of(), operator);
            this.function = function;
        }

        @Override
        public @Nullable SinkRecord apply(
                ProcessingContext<ConsumerRecord<byte[], byte[]>> context, SinkRecord untransformed) {
            return function.apply(untransformed);
        }
    }

    /** The herder, which has no part in this. */
    private static final class NobodyListens implements TaskStatus.Listener {
        @Override
        public void onStartup(ConnectorTaskId id) {}

        @Override
        public void onPause(ConnectorTaskId id) {}

        @Override
        public void onResume(ConnectorTaskId id) {}

        @Override
        public void onFailure(ConnectorTaskId id, Throwable cause) {}

        @Override
        public void onShutdown(ConnectorTaskId id) {}

        @Override
        public void onDeletion(ConnectorTaskId id) {}

        @Override
        public void onRestart(ConnectorTaskId id) {}
    }
}

package io.pitwall.sink;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.metrics.Showcase;
import io.pitwall.sink.output.LateRecords;
import io.pitwall.sink.shard.Background;
import io.pitwall.sink.shard.KafkaDrainProbe;
import io.pitwall.sink.shard.LateRows;
import io.pitwall.sink.shard.Rejections;
import io.pitwall.sink.shard.ShardScope;
import io.pitwall.sink.shard.Shards;
import io.pitwall.sink.shard.TopicLooks;
import io.pitwall.sink.state.Clients;
import io.pitwall.sink.state.KafkaState;
import io.pitwall.sink.state.LocalState;
import io.pitwall.sink.state.QueryIdentity;
import io.pitwall.sink.windowing.keyed.RowFormats;
import io.pitwall.transforms.PluginVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** One task of the window sink: hands what the worker calls it with to the shards of its partitions. */
public final class WindowSinkTask extends SinkTask {

    private static final long MAX_OUTBOX_BYTES = 8L << 20;
    /** While a shard restores, the worker should look in more often than it commits. */
    private static final long MAX_TICK_MS = 100;

    private final Outside outside;
    private @Nullable Running running;

    /** As Connect makes it. */
    public WindowSinkTask() {
        this(Outside.real());
    }

    WindowSinkTask(Outside outside) {
        this.outside = outside;
    }

    /** What lives from start to stop. */
    private record Running(
            Shards shards,
            KafkaState state,
            KafkaDrainProbe probe,
            Background restores,
            Background threads,
            long tickMs) {

        /** Lets go without waiting: what blocks ends on the background threads. */
        void stop() {
            shards.closeAll();
            threads.execute(probe::close);
            threads.execute(state::close);
            restores.close();
            threads.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        WindowSinkConfig config = WindowSinkConfig.of(properties);
        Clients clients = outside.clients().apply(config.clientSettings());
        KafkaState state = new KafkaState(
                stateSettings(config), clients, () -> outside.clock().get().wallMs());
        KafkaDrainProbe probe = new KafkaDrainProbe(clients, "pitwall-" + config.connectorName() + "-probe");
        Background restores = outside.background().apply("pitwall-" + config.connectorName() + "-restore");
        Background threads = outside.background().apply("pitwall-" + config.connectorName());
        ShardScope scope = new ShardScope(
                (partition, requester) -> state.open(partition.topic(), partition.partition(), requester),
                new ShardScope.Queries(
                        () -> new WindowShardQuery(config),
                        new QueryIdentity(config.fingerprint()),
                        config.onQueryChange()),
                probe,
                new TopicLooks(state::changedTopics, threads),
                new Rejections(context.errantRecordReporter()),
                new LateRows(config.lateTopic().map(topic -> new LateRecords(config, topic)::record)),
                Showcase.of(config.connectorName(), context),
                new ShardScope.Limits(
                        config.commitIntervalMs(),
                        config.idleTimeoutMs().orElse(-1L),
                        config.updateIntervalMs().orElse(-1L),
                        MAX_OUTBOX_BYTES),
                outside.clock(),
                restores,
                threads);
        Shards shards = new Shards(scope, context);
        long tickMs = Math.min(config.commitIntervalMs(), MAX_TICK_MS);
        running = new Running(shards, state, probe, restores, threads, tickMs);
    }

    private KafkaState.Settings stateSettings(WindowSinkConfig config) {
        List<String> outputTopics = new ArrayList<>(List.of(config.outputTopic()));
        config.lateTopic().ifPresent(outputTopics::add);
        config.alertTopic().ifPresent(outputTopics::add);
        LocalState local = outside.disk().localState(config.stateDir(), config.stateMemoryBytes());
        return new KafkaState.Settings(
                config.connectorName(), outputTopics, config.processingGuarantee(), local, RowFormats::version);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        Running task = running();
        task.shards().open(partitions);
        context.timeout(task.tickMs());
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        Running task = running();
        // One-shot: without it the next call would wait for a record or for the worker's next offset commit.
        context.timeout(task.tickMs());
        task.shards().put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> polled) {
        return running().shards().commit(polled);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        running().shards().close(partitions);
    }

    private Running running() {
        Running task = running;
        if (task == null) {
            throw new IllegalStateException("The task is not started");
        }
        return task;
    }

    /** Also called for a task whose start failed, and after partitions were taken away unannounced. */
    @Override
    public void stop() {
        Running task = running;
        running = null;
        if (task != null) {
            task.stop();
        }
    }
}

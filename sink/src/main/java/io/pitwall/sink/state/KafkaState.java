package io.pitwall.sink.state;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Opens shards of one connector against Kafka. Safe for use by several threads. */
public final class KafkaState implements AutoCloseable {

    private final Settings settings;
    private final Clients clients;
    private final LongSupplier wallClockMs;
    private final InputLogs inputLogs;
    private final Map<TopicPartition, Opened> opened = new ConcurrentHashMap<>();
    /** Of shards that were opened here, for when they are opened again. */
    private final ConcurrentMap<ShardId, Patience> patience = new ConcurrentHashMap<>();

    private @Nullable Topics topics;
    private boolean isClosed;

    /**
     * What the shards of one connector have in common.
     *
     * @param connector part of the names of changelogs and transactional ids
     * @param outputTopics where results go; created with the input's partitions when missing
     * @param rowVersions what window rows may be in the changelog
     */
    public record Settings(
            String connector,
            List<String> outputTopics,
            ProcessingGuarantee guarantee,
            LocalState localState,
            RowVersions rowVersions) {
        public Settings {
            outputTopics = List.copyOf(outputTopics);
        }
    }

    /** @param wallClockMs epoch milliseconds, for the age of local directories */
    public KafkaState(Settings settings, Clients clients, LongSupplier wallClockMs) {
        this.settings = settings;
        this.clients = clients;
        this.wallClockMs = wallClockMs;
        inputLogs = new InputLogs(clients, settings.connector());
    }

    /** Takes a shard over and brings its local state up to date; see {@link ShardState#open}. */
    public ShardState open(String topic, int partition, Requester requester) {
        ShardId id = new ShardId(settings.connector(), topic, partition);
        Topics known = topics();
        if (settings.guarantee() == ProcessingGuarantee.EXACTLY_ONCE) {
            known.requireUntornTransactions();
        }
        Topics.Topic input = known.require(topic);
        for (String output : settings.outputTopics()) {
            known.ensureOutput(output, input.partitionCount());
        }
        ChangelogTopic changelogTopic = known.changelogFor(id, input);
        Changelog changelog = new KafkaChangelog(
                id,
                clients,
                settings.guarantee(),
                changelogTopic,
                settings.rowVersions(),
                patience.computeIfAbsent(id, Patience::new));
        ShardState state = ShardState.open(id, input.id(), changelog, settings.localState(), wallClockMs, requester);
        try {
            InputCheck.requireSame(state, known::nameOf);
            inputLogs.requireWithin(id, state.marker());
        } catch (RuntimeException | Error e) {
            state.close();
            throw e;
        }
        opened.put(new TopicPartition(topic, partition), new Opened(input, id.changelogTopic(), changelogTopic.id()));
        return state;
    }

    /** The topics of a shard as they were when it was opened. */
    private record Opened(Topics.Topic input, String changelog, Uuid changelogId) {

        boolean isAsIn(Map<String, Topics.Topic> now) {
            Topics.Topic changelogNow = now.get(changelog);
            return input.equals(now.get(input.name()))
                    && changelogNow != null
                    && changelogNow.id().equals(changelogId);
        }
    }

    /** The partitions whose input or changelog is not what it was when their shard was last opened. Blocks on the broker. */
    public Set<TopicPartition> changedTopics() {
        Map<TopicPartition, Opened> looked = Map.copyOf(opened);
        if (looked.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (Opened shard : looked.values()) {
            names.add(shard.input().name());
            names.add(shard.changelog());
        }
        Map<String, Topics.Topic> now = topics().find(names);
        Set<TopicPartition> changed = new HashSet<>();
        looked.forEach((partition, shard) -> {
            if (!shard.isAsIn(now)) {
                changed.add(partition);
            }
        });
        return changed;
    }

    /** Connects on first use, so that a task starts without waiting for a broker. */
    private synchronized Topics topics() {
        if (isClosed) {
            throw new ShardLostException("The task of " + settings.connector() + " has stopped");
        }
        Topics known = topics;
        if (known == null) {
            known = new Topics(clients.admin("pitwall-" + settings.connector() + "-admin"));
            topics = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        Topics known = topics;
        topics = null;
        if (known != null) {
            known.close();
        }
    }
}

package io.pitwall.sink.state;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Opens shards of one connector against Kafka. Safe for use by several threads. */
public final class KafkaState implements AutoCloseable {

    private final Settings settings;
    private final Clients clients;
    private final LongSupplier wallClockMs;
    private @Nullable Topics topics;
    private boolean isClosed;

    /**
     * What the shards of one connector have in common.
     *
     * @param connector part of the names of changelogs and transactional ids
     * @param outputTopics where results go; created with the input's partitions when missing
     */
    public record Settings(
            String connector, List<String> outputTopics, ProcessingGuarantee guarantee, LocalState localState) {
        public Settings {
            outputTopics = List.copyOf(outputTopics);
        }
    }

    /** @param wallClockMs epoch milliseconds, for the age of local directories */
    public KafkaState(Settings settings, Clients clients, LongSupplier wallClockMs) {
        this.settings = settings;
        this.clients = clients;
        this.wallClockMs = wallClockMs;
    }

    /** Takes a shard over and brings its local state up to date; see {@link ShardState#open}. */
    public ShardState open(String topic, int partition, Requester requester) {
        ShardId id = new ShardId(settings.connector(), topic, partition);
        Topics known = topics();
        if (settings.guarantee() == ProcessingGuarantee.EXACTLY_ONCE) {
            known.warnIfTransactionsCanTear();
        }
        Topics.Topic input = known.require(topic);
        for (String output : settings.outputTopics()) {
            known.ensureOutput(output, input.partitionCount());
        }
        Topics.Topic changelogTopic = known.changelogFor(id, input);
        Changelog changelog = new KafkaChangelog(id, clients, settings.guarantee(), changelogTopic.id());
        return ShardState.open(id, input.id(), changelog, settings.localState(), wallClockMs, requester);
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

package io.pitwall.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/**
 * Several Kafka brokers as processes, each a controller as well, that keep a copy of every topic each: one of them may be
 * killed at any moment.
 */
public final class BrokerCluster implements AutoCloseable {
    private static final Duration REPLICATED_TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_MS = 200;
    private static final long ANSWER_SECONDS = 5;

    private final List<BrokerProcess> brokers;

    private BrokerCluster(List<BrokerProcess> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /** Prepared but not started: data and logs go below {@code dir}, the jars come from {@code libs}. */
    public static BrokerCluster create(
            Path libs, Path dir, int brokers, Map<String, String> properties, List<String> jvmOptions) {
        return new BrokerCluster(BrokerConfig.clusterOnFreePorts(dir, brokers, properties).stream()
                .map(config -> BrokerProcess.create(libs, config, jvmOptions))
                .toList());
    }

    public BrokerCluster start() {
        brokers.forEach(BrokerProcess::start);
        return this;
    }

    /** Waits until each broker answers. */
    public BrokerCluster awaitReady() {
        brokers.forEach(BrokerProcess::awaitReady);
        return this;
    }

    public List<BrokerProcess> brokers() {
        return brokers;
    }

    public String bootstrapServers() {
        return brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
    }

    /** Waits until every broker has all there is of every topic, so that any one of them may go. */
    public void awaitReplicated() {
        long deadline = System.nanoTime() + REPLICATED_TIMEOUT.toNanos();
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200);
        try (Admin admin = Admin.create(client)) {
            while (!isReplicated(admin)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Some partition is not on all " + brokers.size() + " brokers after "
                            + REPLICATED_TIMEOUT.toMinutes() + " minutes.");
                }
                Pauses.pause(POLL_MS);
            }
        }
    }

    private boolean isReplicated(Admin admin) {
        try {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return admin.describeTopics(names).allTopicNames().get(ANSWER_SECONDS, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == brokers.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the brokers.", e);
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    /** Kills those that still run; the folders stay. */
    @Override
    public void close() {
        brokers.forEach(BrokerProcess::close);
    }
}

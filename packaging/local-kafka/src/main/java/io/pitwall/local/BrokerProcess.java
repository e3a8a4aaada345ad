package io.pitwall.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka broker and controller as a process that can be killed and started again on the same ports with the same
 * data.
 */
public final class BrokerProcess extends KafkaProcess {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);

    private final BrokerConfig config;

    private BrokerProcess(BrokerConfig config, JavaProcess process) {
        super(process);
        this.config = config;
    }

    /** Prepared but not started: data and log go below {@code dir}, the jars come from {@code libs}. */
    public static BrokerProcess create(Path libs, Path dir) {
        return create(libs, dir, Map.of(), List.of());
    }

    public static BrokerProcess create(Path libs, Path dir, Map<String, String> properties, List<String> jvmOptions) {
        return create(libs, BrokerConfig.onFreePorts(dir, properties), jvmOptions);
    }

    static BrokerProcess create(Path libs, BrokerConfig config, List<String> jvmOptions) {
        config.prepare();
        return new BrokerProcess(
                config,
                new JavaProcess(
                        "broker",
                        libs,
                        config.dir(),
                        jvmOptions,
                        "kafka.Kafka",
                        List.of(config.file().toString())));
    }

    public BrokerProcess start() {
        process().start();
        return this;
    }

    public BrokerProcess awaitReady() {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200);
        try (Admin admin = Admin.create(client)) {
            process().awaitReady(READY_TIMEOUT, () -> isRegistered(admin));
        }
        return this;
    }

    private static boolean isRegistered(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the broker.", e);
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    public String bootstrapServers() {
        return config.bootstrapServers();
    }
}

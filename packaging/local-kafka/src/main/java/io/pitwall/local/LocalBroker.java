package io.pitwall.local;

import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** A Kafka broker, its own controller, inside this JVM and reachable from this machine only. */
public final class LocalBroker implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    private final BrokerConfig config;
    private final KafkaRaftServer server;
    private final boolean dirIsOurs;

    private LocalBroker(BrokerConfig config, KafkaRaftServer server, boolean dirIsOurs) {
        this.config = config;
        this.server = server;
        this.dirIsOurs = dirIsOurs;
    }

    /** On free ports, in a temporary folder that is deleted on close. */
    public static LocalBroker start() {
        return start(Map.of());
    }

    public static LocalBroker start(Map<String, String> overrides) {
        for (int attempt = 1; ; attempt++) {
            Path dir = Folders.temporary("pitwall-broker-");
            try {
                return start(BrokerConfig.onFreePorts(dir, overrides), true);
            } catch (RuntimeException e) {
                Folders.delete(dir);
                if (attempt == ATTEMPTS || !isPortTaken(e)) {
                    throw e;
                }
            }
        }
    }

    /** On a port the caller chose, in a folder the caller keeps; what is in the folder is carried on with. */
    public static LocalBroker start(Path dir, int port, Map<String, String> overrides) {
        return start(new BrokerConfig(dir, port, FreePorts.next(), overrides), false);
    }

    private static LocalBroker start(BrokerConfig config, boolean dirIsOurs) {
        config.prepare();
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config.properties(), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new LocalBroker(config, server, dirIsOurs);
    }

    private static boolean isPortTaken(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    public String bootstrapServers() {
        return config.bootstrapServers();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (dirIsOurs) {
            Folders.delete(config.dir());
        }
    }
}

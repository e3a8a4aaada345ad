package io.pitwall.sink.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients of a Kafka cluster. The user's settings win over our defaults, and what exactly-once rests on wins over the user's. */
public final class KafkaClients implements Clients {

    /**
     * Short, so that a dead broker does not hold the task's thread past the 5 s a worker grants a stop. Giving up early is
     * harmless: an aborted commit is tried again.
     */
    private static final Map<String, Object> PRODUCER_DEFAULTS = Map.of(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 20_000,
            ProducerConfig.LINGER_MS_CONFIG, 5,
            // A state row holds up to 32 slices, or all sessions of a key; the changelog admits as much.
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ChangelogTopic.MAX_ROW_BYTES,
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");

    private static final Map<String, Object> CONSUMER_DEFAULTS = Map.of(
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);

    private static final Map<String, Object> ADMIN_DEFAULTS = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            10_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);

    private final Map<String, ?> userConfigs;

    /** @param userConfigs client settings without the prefix {@code kafka.}; each client picks the ones it knows */
    public KafkaClients(Map<String, ?> userConfigs) {
        this.userConfigs = Map.copyOf(userConfigs);
    }

    @Override
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId) {
        Map<String, Object> configs = producerConfigs(transactionalId);
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Producer<byte[], byte[]> plainProducer(String clientId) {
        Map<String, Object> configs = producerConfigs(clientId);
        configs.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerConfigs(String clientId) {
        Map<String, Object> configs = merged(PRODUCER_DEFAULTS, ProducerConfig.configNames());
        configs.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        configs.put(ProducerConfig.ACKS_CONFIG, "all");
        configs.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configs.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return configs;
    }

    @Override
    public Consumer<byte[], byte[]> readCommittedConsumer(String clientId) {
        return consumer(clientId, "read_committed");
    }

    @Override
    public Consumer<byte[], byte[]> readUncommittedConsumer(String clientId) {
        return consumer(clientId, "read_uncommitted");
    }

    private Consumer<byte[], byte[]> consumer(String clientId, String isolationLevel) {
        Map<String, Object> configs = merged(CONSUMER_DEFAULTS, ConsumerConfig.configNames());
        configs.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolationLevel);
        configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configs.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        configs.remove(ConsumerConfig.GROUP_ID_CONFIG);
        configs.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Admin admin(String clientId) {
        Map<String, Object> configs = merged(ADMIN_DEFAULTS, AdminClientConfig.configNames());
        configs.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        return Admin.create(configs);
    }

    private Map<String, Object> merged(Map<String, Object> defaults, Set<String> knownNames) {
        Map<String, Object> configs = new HashMap<>(defaults);
        userConfigs.forEach((name, value) -> {
            if (knownNames.contains(name) || !isForAnotherClient(name)) {
                configs.put(name, value);
            }
        });
        return configs;
    }

    /** A name no client knows goes to all: it may be a plug-in's, such as a security provider's. */
    private static boolean isForAnotherClient(String name) {
        Set<String> names = new HashSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names.contains(name);
    }
}

package io.pitwall.sink.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
            ProducerConfig.LINGER_MS_CONFIG, 5,
            // Commits come in bursts: with fewer requests they are through sooner.
            ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10,
            // A state row holds up to 32 slices, or all sessions of a key; the changelog admits as much.
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ChangelogTopic.MAX_ROW_BYTES,
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");

    private static final int TRANSACTION_TIMEOUT_MS = 20_000;
    /** A transaction outlives the last record that may still be delivered to it. */
    private static final int TRANSACTION_MARGIN_MS = 10_000;

    private static final Map<String, Object> CONSUMER_DEFAULTS = Map.of(
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);

    /** A few MB at a time, so that several restores side by side stay small beside the state. */
    private static final Map<String, Object> BULK_DEFAULTS = Map.of(
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20,
            // As the system likes: it reads ahead while rows are written.
            ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);

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
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId, int patience) {
        Map<String, Object> configs = producerConfigs(transactionalId, patience);
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        int deliveryTimeoutMs = intOf(configs, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        configs.putIfAbsent(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.max(TRANSACTION_TIMEOUT_MS, deliveryTimeoutMs + TRANSACTION_MARGIN_MS));
        configs.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.min(deliveryTimeoutMs, intOf(configs, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)));
        return new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Producer<byte[], byte[]> plainProducer(String clientId, int patience) {
        Map<String, Object> configs = producerConfigs(clientId, patience);
        configs.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerConfigs(String clientId, int patience) {
        Map<String, Object> configs = merged(PRODUCER_DEFAULTS, ProducerConfig.configNames());
        configs.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        configs.put(ProducerConfig.ACKS_CONFIG, "all");
        configs.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configs.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        for (String timeout : List.of(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ProducerConfig.MAX_BLOCK_MS_CONFIG)) {
            configs.put(timeout, Math.multiplyExact(intOf(configs, timeout), patience));
        }
        return configs;
    }

    /** Of a setting that may be the user's text. */
    private static int intOf(Map<String, Object> configs, String name) {
        return Integer.parseInt(String.valueOf(configs.get(name)).trim());
    }

    @Override
    public Consumer<byte[], byte[]> readCommittedConsumer(String clientId) {
        return consumer(clientId, "read_committed", Map.of());
    }

    @Override
    public Consumer<byte[], byte[]> bulkConsumer(String clientId) {
        return consumer(clientId, "read_committed", BULK_DEFAULTS);
    }

    @Override
    public Consumer<byte[], byte[]> readUncommittedConsumer(String clientId) {
        return consumer(clientId, "read_uncommitted", Map.of());
    }

    private Consumer<byte[], byte[]> consumer(String clientId, String isolationLevel, Map<String, Object> more) {
        Map<String, Object> defaults = new HashMap<>(CONSUMER_DEFAULTS);
        defaults.putAll(more);
        Map<String, Object> configs = merged(defaults, ConsumerConfig.configNames());
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

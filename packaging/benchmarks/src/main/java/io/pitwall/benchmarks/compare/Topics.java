package io.pitwall.benchmarks.compare;

import io.pitwall.benchmarks.rows.PhoneRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a comparison: each has one partition, and nothing in it expires. */
public final class Topics {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private Topics() {}

    public static void create(String bootstrapServers, String topic) {
        NewTopic newTopic = new NewTopic(topic, 1, (short) 1).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(newTopic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topic " + topic, e);
        }
    }

    public static void delete(String bootstrapServers, String topic) {
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot delete the topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while deleting the topic " + topic, e);
        }
    }

    /** Writes every row of a workload, and the one that closes its last windows, in order. */
    static void fill(String bootstrapServers, String topic, Workload workload) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        PhoneRows rows = new PhoneRows(workload.seed());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long row = 0; row <= workload.rows(); row++) {
                int phone = workload.keyOf(row);
                long timeMs = workload.eventTimeMs(row);
                // What does not arrive is missed in the count below.
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>(topic, 0, timeMs, PhoneRows.key(phone), rows.next(phone, timeMs)));
            }
        }
        long written = countRecords(bootstrapServers, topic);
        if (written != workload.rows() + 1) {
            throw new IllegalStateException(
                    "Expected " + (workload.rows() + 1) + " rows in " + topic + ", found " + written + ".");
        }
    }

    /** Committed records of a topic's one partition, without the transactions' own markers. */
    static long countRecords(String bootstrapServers, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = reader(bootstrapServers, partition)) {
            long end =
                    consumer.endOffsets(List.of(partition)).values().iterator().next();
            long records = 0;
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    if (record.offset() < end) {
                        records++;
                    }
                }
            }
            return records;
        }
    }

    /** A consumer of what is committed, at the beginning of a partition. */
    public static KafkaConsumer<byte[], byte[]> reader(String bootstrapServers, TopicPartition partition) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return consumer;
    }
}

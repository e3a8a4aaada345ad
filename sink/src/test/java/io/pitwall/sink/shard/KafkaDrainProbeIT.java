package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.local.LocalBroker;
import io.pitwall.sink.state.KafkaClients;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KafkaDrainProbeIT {

    private static LocalBroker broker;
    private static KafkaDrainProbe probe;
    private static Producer<byte[], byte[]> producer;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start();
        Map<String, Object> configs = Map.of("bootstrap.servers", broker.bootstrapServers());
        probe = new KafkaDrainProbe(new KafkaClients(configs), "probe");
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "sender"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterAll
    static void stop() {
        probe.close();
        producer.close();
        broker.close();
    }

    @Test
    void anEmptyPartitionIsDrained() throws Exception {
        TopicPartition partition = newPartition("empty");

        assertThat(probe.isDrained(partition, 0)).isTrue();
    }

    @Test
    void aPartitionWithARecordToReadIsNot() throws Exception {
        TopicPartition partition = newPartition("unread");
        send(partition);
        producer.commitTransaction();

        assertThat(probe.isDrained(partition, 0)).isFalse();
    }

    @Test
    void aPartitionWithAnOpenTransactionIsNot() throws Exception {
        TopicPartition partition = newPartition("open");
        send(partition);

        boolean isDrained = probe.isDrained(partition, 0);
        producer.abortTransaction();

        assertThat(isDrained).isFalse();
    }

    @Test
    void aTransactionMarkerIsNothingToRead() throws Exception {
        TopicPartition partition = newPartition("read");
        send(partition);
        producer.commitTransaction();

        assertThat(probe.isDrained(partition, 1)).isTrue();
    }

    @Test
    void anAbortedRecordIsNothingToRead() throws Exception {
        TopicPartition partition = newPartition("aborted");
        send(partition);
        producer.abortTransaction();

        assertThat(probe.isDrained(partition, 0)).isTrue();
    }

    @Test
    void aClosedProbeProvesNothing() throws Exception {
        TopicPartition partition = newPartition("closed");
        KafkaDrainProbe closed =
                new KafkaDrainProbe(new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers())), "closed");
        closed.close();

        assertThat(closed.isDrained(partition, 0)).isFalse();
    }

    /** A quiet partition is probed several times a second, for as long as it has an open window. */
    @Test
    void aProbeLeavesNothingInTheLog() throws Exception {
        TopicPartition partition = newPartition("silent");
        PrintStream console = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            LoggerFactory.getLogger(Consumer.class).warn("This is seen");
            probe.isDrained(partition, 0);
        } finally {
            System.setErr(console);
        }

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("This is seen")
                .doesNotContain(partition.toString());
    }

    private static void send(TopicPartition partition) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, new byte[] {1}))
                .get();
    }

    private static TopicPartition newPartition(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        return new TopicPartition(topic, 0);
    }
}

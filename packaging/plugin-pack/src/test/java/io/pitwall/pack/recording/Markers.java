package io.pitwall.pack.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the changelog of a pipeline's sink says about its commits. */
final class Markers {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(50);

    private Markers() {}

    /** Each partition's commits are numbered without a gap or a repetition, and the last one has windowed every row. */
    static void expectEveryRowCommittedOnce(Pipeline pipeline) {
        try (KafkaConsumer<byte[], byte[]> consumer = newConsumer(pipeline)) {
            Map<TopicPartition, Long> rows = consumer.endOffsets(partitions(consumer, pipeline.topic("rows")));
            rows.forEach((partition, count) -> {
                TopicPartition changelog = new TopicPartition(pipeline.changelog(), partition.partition());
                expectEveryRowCommittedOnce(read(consumer, changelog), count);
            });
        }
    }

    /**
     * Every row of the only partition is in one counter, those that were of no use under the number of the reason.
     *
     * @param rejected rows by the number of the reason
     */
    static void awaitCounts(Pipeline pipeline, long windowed, Map<Integer, Long> rejected) {
        TopicPartition changelog = new TopicPartition(pipeline.changelog(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = newConsumer(pipeline)) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                List<Marker> markers = read(consumer, changelog);
                Marker last = markers.get(markers.size() - 1);
                assertThat(last.windowed()).isEqualTo(windowed);
                assertThat(last.rejected()).isEqualTo(rejected);
                assertThat(last.rows()).isEqualTo(last.nextInputOffset());
            });
        }
    }

    private static KafkaConsumer<byte[], byte[]> newConsumer(Pipeline pipeline) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void expectEveryRowCommittedOnce(List<Marker> inOrder, long rows) {
        assertThat(inOrder)
                .extracting(Marker::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, inOrder.size()).boxed().toList());
        assertThat(inOrder).isSortedAccordingTo((a, b) -> Long.compare(a.nextInputOffset(), b.nextInputOffset()));
        assertThat(inOrder.get(inOrder.size() - 1)).isEqualTo(new Marker(inOrder.size(), rows, rows, 0, 0, Map.of()));
    }

    private static List<Marker> read(KafkaConsumer<byte[], byte[]> consumer, TopicPartition changelog) {
        List<Marker> markers = new ArrayList<>();
        consumer.assign(List.of(changelog));
        consumer.seekToBeginning(List.of(changelog));
        long endOffset = consumer.endOffsets(List.of(changelog)).getOrDefault(changelog, 0L);
        while (consumer.position(changelog) < endOffset) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                if (Marker.isKey(record.key())) {
                    markers.add(Marker.of(record.value()));
                }
            }
        }
        return markers;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
    }
}

package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.compare.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Checks that a peer has done its work: every row of the load is committed in the topic, and nothing else. */
final class WrittenRows {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private WrittenRows() {}

    static void check(String bootstrapServers, String topic, Load load, Peer peer) {
        Set<ByteBuffer> expected = new HashSet<>();
        load.shape().requests(load.seed()).forEach(rows -> rows.forEach(row -> expected.add(ByteBuffer.wrap(row))));
        TopicPartition partition = new TopicPartition(topic, 0);
        long count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = Topics.reader(bootstrapServers, partition)) {
            long end =
                    consumer.endOffsets(List.of(partition)).values().iterator().next();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                    count++;
                    if (peer.written() == Peer.Written.SAME_BYTES
                            && !expected.contains(ByteBuffer.wrap(record.value()))) {
                        throw new IllegalStateException(
                                peer.name() + ": the record at offset " + record.offset() + " is no row of the load.");
                    }
                }
            }
        }
        long rows = peer.written() == Peer.Written.NOTHING ? 0 : load.rows();
        if (count != rows) {
            throw new IllegalStateException(
                    peer.name() + ": expected " + rows + " records in " + topic + "; found " + count + ".");
        }
    }
}

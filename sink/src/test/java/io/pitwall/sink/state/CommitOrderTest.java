package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CommitOrderTest {

    private static final ShardId SHARD = new ShardId("crash", "rows", 0);
    private static final StateChange FORGOTTEN = new StateChange(new byte[] {1, 0, 7}, null);
    private static final Commit COMMIT = new Commit(
            List.of(new ProducerRecord<>("features", new byte[] {1})),
            List.of(FORGOTTEN),
            Marker.initial(Uuid.ONE_UUID, 1));

    private final FlushedProducer producer = new FlushedProducer();

    @Test
    void withoutTransactionsAResultIsDurableBeforeTheStateThatForgetsItAndThatBeforeTheMarker() {
        try (KafkaChangelog changelog = new KafkaChangelog(
                SHARD,
                new OneProducer(producer),
                ProcessingGuarantee.AT_LEAST_ONCE,
                ChangelogTopic.made(Uuid.ONE_UUID),
                kind -> 1,
                new Patience(SHARD))) {
            changelog.open();
            assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Committed.class);
        }

        assertThat(producer.sentByFlush)
                .containsExactly(List.of("features"), List.of(SHARD.changelogTopic()), List.of(SHARD.changelogTopic()));
    }

    /** Tells what was sent between one flush that found something and the one before. */
    private static final class FlushedProducer extends MockProducer<byte[], byte[]> {
        private final List<List<String>> sentByFlush = new ArrayList<>();
        private int flushed;

        FlushedProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized void flush() {
            super.flush();
            List<String> topics =
                    history().stream().skip(flushed).map(ProducerRecord::topic).toList();
            flushed += topics.size();
            if (!topics.isEmpty()) {
                sentByFlush.add(topics);
            }
        }
    }

    private record OneProducer(Producer<byte[], byte[]> producer) implements Clients {

        @Override
        public Producer<byte[], byte[]> transactionalProducer(String transactionalId, int patience) {
            throw new UnsupportedOperationException("At least once needs no transactions");
        }

        @Override
        public Producer<byte[], byte[]> plainProducer(String clientId, int patience) {
            return producer;
        }

        @Override
        public Consumer<byte[], byte[]> readCommittedConsumer(String clientId) {
            throw new UnsupportedOperationException("A commit reads nothing");
        }

        @Override
        public Consumer<byte[], byte[]> bulkConsumer(String clientId) {
            throw new UnsupportedOperationException("A commit reads nothing");
        }

        @Override
        public Consumer<byte[], byte[]> readUncommittedConsumer(String clientId) {
            throw new UnsupportedOperationException("A commit reads nothing");
        }

        @Override
        public Admin admin(String clientId) {
            throw new UnsupportedOperationException("A commit looks nothing up");
        }
    }
}

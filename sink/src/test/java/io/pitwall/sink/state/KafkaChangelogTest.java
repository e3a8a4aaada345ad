package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What becomes of commits that the link to the brokers cannot carry in the usual time. */
final class KafkaChangelogTest {

    private static final ShardId SHARD = new ShardId("crash", "rows", 0);
    private static final Commit COMMIT = new Commit(List.of(), List.of(), Marker.initial(Uuid.ONE_UUID, 1));

    private final Patience patience = new Patience(SHARD);
    private final SlowLink link = new SlowLink();

    @Test
    void aCommitThatRanOutOfTimeOnceIsTriedAgainByTheSameWriter() {
        link.neededPatience = 2;
        Changelog changelog = open();

        assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Aborted.class);
        link.neededPatience = 1;
        assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(link.patience).containsExactly(1);
    }

    @Test
    void aCommitThatKeepsRunningOutOfTimeIsLeftToWritersWithMoreOfIt() {
        link.neededPatience = 4;
        for (int factor = 1; factor < 4; factor *= 2) {
            Changelog changelog = open();
            assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Aborted.class);
            assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Lost.class);
        }

        assertThat(open().commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(link.patience).containsExactly(1, 2, 4);
    }

    @Test
    void patienceHasAnEnd() {
        link.neededPatience = Integer.MAX_VALUE;
        while (patience.factor() < Patience.MAX_FACTOR) {
            open().commit(COMMIT);
        }
        Changelog changelog = open();

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Aborted.class);
        }
        assertThat(patience.factor()).isEqualTo(Patience.MAX_FACTOR);
    }

    @Test
    void commitsThatSucceedInBetweenKeepTheUsualTime() {
        Changelog changelog = open();
        for (int round = 0; round < 4; round++) {
            link.neededPatience = 2;
            assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Aborted.class);
            link.neededPatience = 1;
            assertThat(changelog.commit(COMMIT).outcome()).isInstanceOf(CommitOutcome.Committed.class);
        }

        assertThat(patience.factor()).isEqualTo(1);
    }

    private Changelog open() {
        Changelog changelog = new KafkaChangelog(
                SHARD, link, ProcessingGuarantee.EXACTLY_ONCE, ChangelogTopic.made(Uuid.ONE_UUID), kind -> 1, patience);
        changelog.open();
        return changelog;
    }

    /** Carries a commit only for writers that wait long enough. */
    private static final class SlowLink implements Clients {
        final List<Integer> patience = new ArrayList<>();
        int neededPatience = 1;

        @Override
        public Producer<byte[], byte[]> transactionalProducer(String transactionalId, int ofProducer) {
            patience.add(ofProducer);
            return new SlowProducer(this, ofProducer);
        }

        @Override
        public Producer<byte[], byte[]> plainProducer(String clientId, int ofProducer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer<byte[], byte[]> readCommittedConsumer(String clientId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer<byte[], byte[]> bulkConsumer(String clientId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer<byte[], byte[]> readUncommittedConsumer(String clientId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Admin admin(String clientId) {
            throw new UnsupportedOperationException();
        }
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread
    private static final class SlowProducer extends MockProducer<byte[], byte[]> {
        private final SlowLink link;
        private final int patience;

        SlowProducer(SlowLink link, int patience) {
            this.link = link;
            this.patience = patience;
        }

        @Override
        public void initTransactions() {}

        @Override
        public void beginTransaction() {}

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            RecordMetadata sent = new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
            callback.onCompletion(sent, patience < link.neededPatience ? new TimeoutException("expired") : null);
            return CompletableFuture.completedFuture(sent);
        }

        @Override
        public void flush() {}

        @Override
        public void commitTransaction() {}

        @Override
        public void abortTransaction() {}
    }
}

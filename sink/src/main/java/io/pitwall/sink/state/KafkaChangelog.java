package io.pitwall.sink.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The changelog in Kafka.
 *
 * <p>Until {@code commitTransaction} is called nothing can have been committed, so any failure up to there is answered by an
 * abort. From there on a failure tells nothing about the transaction: the producer is given up, and the successor's replay
 * finds out. The end of the log is where the position of a read_committed consumer stands once nothing is left, since
 * transaction markers take offsets of their own.
 */
final class KafkaChangelog implements Changelog {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ShardId id;
    private final Clients clients;
    private final ProcessingGuarantee guarantee;
    private final Uuid topicId;
    private final Patience patience;
    private final long removalsKeptMs;
    private final TopicPartition partition;
    private final ChangelogRecords records;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaChangelog(
            ShardId id,
            Clients clients,
            ProcessingGuarantee guarantee,
            ChangelogTopic topic,
            RowVersions rowVersions,
            Patience patience) {
        this.id = id;
        this.clients = clients;
        this.guarantee = guarantee;
        this.topicId = topic.id();
        this.removalsKeptMs = topic.removalsKeptMs();
        this.patience = patience;
        this.partition = new TopicPartition(id.changelogTopic(), id.partition());
        this.records = new ChangelogRecords(partition, rowVersions);
    }

    @Override
    public void open() {
        switch (guarantee) {
            case EXACTLY_ONCE -> {
                Producer<byte[], byte[]> opened =
                        clients.transactionalProducer(id.transactionalId(), patience.factor());
                producer = opened;
                opened.initTransactions();
            }
            case AT_LEAST_ONCE -> producer = clients.plainProducer(id.transactionalId(), patience.factor());
        }
    }

    @Override
    public Uuid topicId() {
        return topicId;
    }

    @Override
    public long removalsKeptMs() {
        return removalsKeptMs;
    }

    @Override
    public OffsetRange offsets() {
        try (Consumer<byte[], byte[]> consumer = newConsumer()) {
            OffsetRange offsets = new OffsetRange(startOffset(consumer), endOffset(consumer));
            requireNoOpenTransaction(offsets.end());
            return offsets;
        }
    }

    /**
     * A broker that is killed while it commits can come back having forgotten to end the transaction in some partitions:
     * its coordinator passes over those that have no leader at that moment. What the changelog holds of such a transaction
     * cannot be read, and whether its outputs are committed is unknown. Going on would count rows twice or not at all.
     */
    private void requireNoOpenTransaction(long committedEnd) {
        long end;
        try (Consumer<byte[], byte[]> everything = clients.readUncommittedConsumer(id.transactionalId() + "-end")) {
            // Kafka logs a warning for the end of a partition that is not assigned.
            everything.assign(List.of(partition));
            end = endOffset(everything);
        }
        if (committedEnd < end) {
            throw new RetriableException("Expected every transaction in " + partition
                    + " to have ended, found one open from offset " + committedEnd + " to " + end
                    + "; results pause until it ends. One that never does was left by a broker that was killed while it"
                    + " committed: look for it, and for its like in the output topics, with `kafka-transactions.sh"
                    + " find-hanging`, and end it with `kafka-transactions.sh abort`");
        }
    }

    @Override
    public void replay(long fromOffset, Batches batches, Requester requester) {
        try (Consumer<byte[], byte[]> consumer = newConsumer()) {
            consumer.seek(partition, fromOffset);
            long endOffset = endOffset(consumer);
            LiveRecords live = new LiveRecords(endOffset);
            for (long position = fromOffset; position < endOffset; position = consumer.position(partition)) {
                if (requester.isAbandoned()) {
                    throw new ShardLostException("The partition of " + id + " was taken away while it was restored");
                }
                List<StateChange> changes = live.changesOf(consumer.poll(POLL).records(partition));
                batches.accept(changes, consumer.position(partition));
            }
        }
    }

    private Consumer<byte[], byte[]> newConsumer() {
        Consumer<byte[], byte[]> consumer = clients.bulkConsumer(id.transactionalId() + "-restore");
        consumer.assign(List.of(partition));
        return consumer;
    }

    private long startOffset(Consumer<byte[], byte[]> consumer) {
        return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    private long endOffset(Consumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Reads records strictly, but for those that a later reset has done away with. */
    private final class LiveRecords {
        private final long endOffset;
        /** Looked up when first asked for. */
        private OptionalLong endOfLastReset = OptionalLong.empty();

        LiveRecords(long endOffset) {
            this.endOffset = endOffset;
        }

        List<StateChange> changesOf(List<ConsumerRecord<byte[], byte[]>> found) {
            List<StateChange> changes = new ArrayList<>(found.size());
            for (ConsumerRecord<byte[], byte[]> record : found) {
                try {
                    changes.add(records.read(record));
                } catch (ConnectException e) {
                    if (!isDead(record)) {
                        throw e;
                    }
                }
            }
            return changes;
        }

        private boolean isDead(ConsumerRecord<byte[], byte[]> record) {
            if (endOfLastReset.isEmpty()) {
                endOfLastReset = OptionalLong.of(lastReset(record.offset(), endOffset));
            }
            return record.offset() < endOfLastReset.getAsLong();
        }
    }

    /** Where the last reset in a range of the log ends; the beginning of the range if there is none. */
    private long lastReset(long fromOffset, long endOffset) {
        long last = fromOffset;
        try (Consumer<byte[], byte[]> consumer = newConsumer()) {
            consumer.seek(partition, fromOffset);
            while (consumer.position(partition) < endOffset) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                    if (ChangelogRecords.isEndOfReset(record)) {
                        last = record.offset();
                    }
                }
            }
        }
        return last;
    }

    @Override
    public Result commit(Commit commit) {
        Producer<byte[], byte[]> writer = producer;
        if (writer == null) {
            throw new IllegalStateException("The changelog of " + id + " is not open");
        }
        long markerOffset;
        try {
            markerOffset = sendAll(writer, commit);
        } catch (KafkaException e) {
            requireCurable(e);
            return abort(writer, e);
        }
        try {
            if (guarantee == ProcessingGuarantee.EXACTLY_ONCE) {
                writer.commitTransaction();
            }
            patience.committed();
            return Result.committed(markerOffset + 1);
        } catch (KafkaException e) {
            requireCurable(e);
            return Result.lost(e);
        }
    }

    /** Returns once the broker has every record, with the marker's offset. */
    private long sendAll(Producer<byte[], byte[]> writer, Commit commit) {
        if (guarantee == ProcessingGuarantee.EXACTLY_ONCE) {
            writer.beginTransaction();
        }
        FirstFailure firstFailure = new FirstFailure();
        for (ProducerRecord<byte[], byte[]> output : commit.outputs()) {
            send(writer, output, firstFailure);
        }
        endStep(writer, firstFailure);
        for (StateChange change : commit.changes()) {
            send(writer, records.toRecord(change), firstFailure);
        }
        endStep(writer, firstFailure);
        Future<RecordMetadata> marker =
                writer.send(records.toRecord(commit.marker().toChange()), firstFailure);
        writer.flush();
        firstFailure.rethrow();
        return offsetOf(marker);
    }

    /**
     * Without transactions, what comes next must not be durable before this is: state that has forgotten a window before its
     * result, or the marker before the state it stands for.
     */
    private void endStep(Producer<byte[], byte[]> writer, FirstFailure firstFailure) {
        if (guarantee == ProcessingGuarantee.AT_LEAST_ONCE) {
            writer.flush();
            firstFailure.rethrow();
        }
    }

    /** Ends at the first failure: each send to a broker that is away would wait {@code max.block.ms}. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure
    private static void send(
            Producer<byte[], byte[]> writer, ProducerRecord<byte[], byte[]> record, FirstFailure firstFailure) {
        firstFailure.rethrow();
        writer.send(record, firstFailure);
    }

    private static long offsetOf(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Result abort(Producer<byte[], byte[]> writer, KafkaException cause) {
        if (guarantee == ProcessingGuarantee.AT_LEAST_ONCE) {
            var unused = learnFrom(cause);
            return Result.lost(cause);
        }
        try {
            writer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            cause.addSuppressed(e);
            return Result.lost(cause);
        }
        return learnFrom(cause) ? Result.lost(cause) : Result.aborted(cause);
    }

    /**
     * True when a writer with more time should take over. Not by itself: taking over without replaying what others may have
     * committed is for nobody.
     */
    private boolean learnFrom(KafkaException cause) {
        for (Throwable part = cause; part != null; part = part.getCause()) {
            if (part instanceof TimeoutException) {
                return patience.timedOut();
            }
        }
        return false;
    }

    private void requireCurable(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException) {
                throw new ConnectException(
                        "Not allowed to commit " + id
                                + ": grant the principal of the kafka.* settings Write on the topics"
                                + " and on the transactional id " + id.transactionalId(),
                        e);
            }
            if (cause instanceof RecordTooLargeException) {
                throw new ConnectException(
                        "A result or state row of " + id
                                + " is larger than Kafka takes: raise kafka.max.request.size and"
                                + " max.message.bytes of the topic, or select less",
                        e);
            }
            if (cause instanceof UnsupportedVersionException || cause instanceof InvalidTopicException) {
                throw new ConnectException("Kafka refuses the commits of " + id, e);
            }
        }
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    /** The first error among many sends. Called on the producer's thread. */
    private static final class FirstFailure implements Callback {
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        @Override
        public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        }

        void rethrow() {
            Exception first = failure.get();
            if (first != null) {
                throw first instanceof KafkaException known ? known : new KafkaException(first);
            }
        }
    }
}

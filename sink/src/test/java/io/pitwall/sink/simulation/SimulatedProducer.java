package io.pitwall.sink.simulation;

import io.pitwall.sink.state.ShardId;
import io.pitwall.sink.state.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A transactional producer as Kafka's behaves: a send that fails leaves only the abort, one that was fenced leaves nothing, and
 * a commit that times out may have succeeded, may succeed later, or never.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the simulation has one thread
final class SimulatedProducer extends MockProducer<byte[], byte[]> {

    private static final long MAX_BLOCK_MS = 5_000;
    private static final byte[] MARKER_KEY = {0};

    private final World world;
    private final WorkerProcess process;
    private final String transactionalId;

    private int epoch;
    private @Nullable Transaction transaction;
    private @Nullable RuntimeException sendFailure;
    private boolean isClosed;
    /** Of the changelog, in the transaction under way. */
    private final List<StateChange> changes = new ArrayList<>();

    private @Nullable RecordMetadata lastChange;

    /** What becomes of a request to end a transaction. */
    private enum EndOfTransaction {
        ANSWERED(Reached.COMMIT_ANSWERED),
        ANSWERED_ENDS_WRITTEN_LATER(Reached.COMMIT_SEEN_LATER),
        COMMITTED_UNANSWERED(Reached.COMMIT_UNANSWERED),
        DELAYED_UNANSWERED(Reached.COMMIT_DELAYED),
        LOST_UNANSWERED(Reached.COMMIT_LOST);

        private final Reached reached;

        EndOfTransaction(Reached reached) {
            this.reached = reached;
        }
    }

    SimulatedProducer(World world, WorkerProcess process, String transactionalId) {
        this.world = world;
        this.process = process;
        this.transactionalId = transactionalId;
    }

    private void requireUsable() {
        process.requireAlive();
        if (isClosed) {
            throw new IllegalStateException("Cannot perform operation after producer has been closed");
        }
    }

    private TimeoutException timeout(String what) {
        world.time.sleep(MAX_BLOCK_MS);
        return new TimeoutException("Timeout expired while " + what);
    }

    @Override
    public void initTransactions() {
        requireUsable();
        if (!world.broker.isReachable() || world.strikes(10)) {
            throw timeout("initializing transactional state");
        }
        world.reached(Reached.PRODUCER_OPENED);
        epoch = world.broker.openProducer(transactionalId, world.strikes(6));
    }

    @Override
    public void beginTransaction() {
        requireUsable();
        if (transaction != null || sendFailure != null) {
            throw new IllegalStateException("The transaction before has not ended");
        }
        transaction = world.broker.begin(transactionalId, epoch);
        changes.clear();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, (metadata, exception) -> {});
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        requireUsable();
        if (sendFailure != null) {
            throw new KafkaException("Cannot perform send because the transaction is in an error state", sendFailure);
        }
        boolean isChange = record.topic().endsWith("-changelog");
        TopicPartition partition =
                new TopicPartition(record.topic(), record.partition() == null ? 0 : record.partition());
        if (!world.broker.isReachable()) {
            return failed(partition, timeout("sending"), callback);
        }
        if (!isCurrent()) {
            world.reached(Reached.SEND_FENCED);
            return failed(partition, new InvalidProducerEpochException("An old epoch"), callback);
        }
        if (world.strikes(60)) {
            world.reached(Reached.SEND_FAILED);
            return failed(partition, new NotEnoughReplicasException("Too few replicas"), callback);
        }
        long offset = append(record, isChange);
        RecordMetadata metadata = new RecordMetadata(partition, offset, 0, 0, 0, 0);
        if (isChange) {
            changes.add(new StateChange(record.key(), record.value()));
            lastChange = metadata;
        }
        callback.onCompletion(metadata, null);
        return CompletableFuture.completedFuture(metadata);
    }

    private long append(ProducerRecord<byte[], byte[]> record, boolean isChange) {
        if (isChange && record.value() == null && world.protocol == Protocol.NO_DELETIONS) {
            return -1;
        }
        boolean isMarker = isChange && java.util.Arrays.equals(record.key(), MARKER_KEY);
        boolean isOutside = isMarker && world.protocol == Protocol.MARKER_OUTSIDE_TRANSACTION;
        return world.broker.append(record, isOutside ? null : transaction);
    }

    private boolean isCurrent() {
        return transaction != null && transaction.isOpen() && world.broker.isCurrent(transactionalId, epoch);
    }

    private Future<RecordMetadata> failed(TopicPartition partition, RuntimeException failure, Callback callback) {
        sendFailure = failure;
        callback.onCompletion(new RecordMetadata(partition, -1, -1, -1, -1, -1), failure);
        return CompletableFuture.failedFuture(failure);
    }

    @Override
    public void flush() {
        requireUsable();
        world.wait(process, 6);
    }

    @Override
    public void commitTransaction() {
        requireUsable();
        if (sendFailure != null) {
            throw new KafkaException("Cannot commit because the transaction is in an error state", sendFailure);
        }
        if (world.protocol == Protocol.CACHE_BEFORE_COMMIT) {
            cacheAhead();
        }
        world.wait(process, 6);
        Transaction ending = requireTransaction();
        if (!isCurrent()) {
            world.reached(Reached.COMMIT_FENCED);
        }
        EndOfTransaction end = !world.broker.isReachable() ? EndOfTransaction.LOST_UNANSWERED : drawEnd();
        world.reached(end.reached);
        switch (end) {
            case ANSWERED -> {
                world.broker.commit(ending);
                world.broker.writeAllEnds(ending);
            }
            case ANSWERED_ENDS_WRITTEN_LATER -> world.broker.commit(ending);
            case COMMITTED_UNANSWERED -> {
                world.broker.commit(ending);
                world.broker.writeAllEnds(ending);
                throw timeout("committing");
            }
            case DELAYED_UNANSWERED -> {
                world.broker.delayCommit(ending);
                throw timeout("committing");
            }
            case LOST_UNANSWERED -> throw timeout("committing");
        }
        transaction = null;
        world.wait(process, 6);
    }

    private EndOfTransaction drawEnd() {
        if (!world.strikes(4)) {
            return EndOfTransaction.ANSWERED;
        }
        return world.chance.oneIn(2)
                ? EndOfTransaction.ANSWERED_ENDS_WRITTEN_LATER
                : world.chance.of(List.of(
                        EndOfTransaction.COMMITTED_UNANSWERED,
                        EndOfTransaction.DELAYED_UNANSWERED,
                        EndOfTransaction.LOST_UNANSWERED));
    }

    private Transaction requireTransaction() {
        Transaction open = transaction;
        if (open == null) {
            throw new IllegalStateException("There is no transaction to end");
        }
        return open;
    }

    private void cacheAhead() {
        RecordMetadata last = lastChange;
        if (last != null) {
            ShardId shard = Topics.shard(last.partition());
            process.disk.writeAhead(shard.directory(process.stateDirectory), List.copyOf(changes), last.offset() + 1);
        }
    }

    @Override
    public void abortTransaction() {
        requireUsable();
        Transaction ending = requireTransaction();
        if (!world.broker.isReachable() || world.strikes(8)) {
            throw timeout("aborting");
        }
        if (!isCurrent()) {
            throw new ProducerFencedException("A later producer has opened " + transactionalId);
        }
        world.reached(Reached.TRANSACTION_ABORTED);
        world.broker.abort(ending);
        transaction = null;
        sendFailure = null;
    }

    /** Sends nothing: what is open stays open until somebody else ends it. */
    @Override
    public void close(Duration timeout) {
        isClosed = true;
    }
}

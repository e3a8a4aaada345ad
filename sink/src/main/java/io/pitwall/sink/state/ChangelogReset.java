package io.pitwall.sink.state;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Takes every row out of one shard's changelog, whatever it holds: rows that can no longer be read, too.
 *
 * <p>A state of many rows takes several transactions. The first of them replaces the marker by one without a place, the last
 * by the one that is wanted, or by none; so whoever opens the shard in between sees that its rows are not whole. Local
 * directories, of this worker and of others, follow when they replay.
 *
 * <pre>
 * one transaction     [ deletions of rows | new marker, or its deletion ]
 * several             [ marker without a place | deletions ] [ deletions ] ... [ deletions | new marker, or its deletion ]
 * </pre>
 */
final class ChangelogReset implements AutoCloseable {

    private static final int ROWS_PER_TRANSACTION = 10_000;
    private static final Duration POLL = Duration.ofMillis(100);
    /** Transactions that are ending take less. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ShardId id;
    private final Clients clients;
    private final ChangelogRecords records;
    private final TopicPartition partition;
    private final InputLogs logs;
    private final int rowsPerTransaction;

    private final Producer<byte[], byte[]> producer;
    private final Changelog.OffsetRange offsets;
    private final Survey survey = new Survey();

    /** What the log holds before anything is changed. */
    private static final class Survey {
        private Optional<Marker> marker = Optional.empty();
        private long markerDeletedAt = -1;
        private long lastValueAt = -1;
        private long rows;
    }

    /**
     * Takes the shard from whoever has it, and reads its changelog.
     *
     * @param rowsPerTransaction more take several transactions
     */
    ChangelogReset(ShardId id, Clients clients, RowVersions rowVersions, int rowsPerTransaction) {
        this.id = id;
        this.clients = clients;
        this.rowsPerTransaction = rowsPerTransaction;
        partition = new TopicPartition(id.changelogTopic(), id.partition());
        records = new ChangelogRecords(partition, rowVersions);
        logs = new InputLogs(clients, id.connector());
        producer = clients.transactionalProducer(id.transactionalId(), 1);
        try {
            producer.initTransactions();
            offsets = logs.offsets(partition);
            forEachRecord(this::survey);
        } catch (RuntimeException | Error e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    ChangelogReset(ShardId id, Clients clients, RowVersions rowVersions) {
        this(id, clients, rowVersions, ROWS_PER_TRANSACTION);
    }

    private void survey(ConsumerRecord<byte[], byte[]> found) {
        boolean isMarker = Marker.isKey(found.key());
        if (found.value() == null) {
            if (isMarker) {
                survey.markerDeletedAt = found.offset();
                survey.marker = Optional.empty();
            }
            return;
        }
        survey.lastValueAt = found.offset();
        if (isMarker) {
            survey.marker = readable(found);
        } else {
            survey.rows++;
        }
    }

    private Optional<Marker> readable(ConsumerRecord<byte[], byte[]> found) {
        try {
            byte @Nullable [] value = records.read(found).value();
            return value == null ? Optional.empty() : Optional.of(Marker.fromBytes(value));
        } catch (ConnectException unreadable) {
            // It goes, with everything else that cannot be read.
            return Optional.empty();
        }
    }

    /** The last commit, as far as it can be read. */
    Optional<Marker> marker() {
        return survey.marker;
    }

    /** Leaves nothing, as before the first commit; false where nothing was. */
    boolean removeAll() {
        if (survey.lastValueAt <= survey.markerDeletedAt) {
            return false;
        }
        Marker begun = survey.marker.orElseGet(() -> Marker.initial(Uuid.ZERO_UUID, 0));
        replaceRows(
                begun.movedTo(Marker.NO_OFFSET, begun.inputTopicId(), begun.queryFingerprint()),
                new StateChange(QueryIdentity.key(), null),
                new StateChange(Marker.key(), null));
        return true;
    }

    /** Leaves a shard without windows that goes on at an offset of this input. */
    void moveTo(long offset, Uuid inputTopicId, QueryIdentity query) {
        Marker before = survey.marker.orElseGet(() -> Marker.initial(inputTopicId, query.fingerprint()));
        Marker begun = before.movedTo(Marker.NO_OFFSET, inputTopicId, query.fingerprint());
        Marker moved = begun.movedTo(offset, inputTopicId, query.fingerprint());
        replaceRows(begun, query.toChange(), moved.toChange());
    }

    private void replaceRows(Marker begun, StateChange query, StateChange marker) {
        List<StateChange> changes = new ArrayList<>();
        if (survey.rows > rowsPerTransaction) {
            changes.add(begun.toChange());
        }
        Set<ByteBuffer> deleted = new HashSet<>();
        forEachRecord(found -> {
            boolean isRow = found.value() != null && !Marker.isKey(found.key()) && !QueryIdentity.isKey(found.key());
            if (isRow && deleted.add(ByteBuffer.wrap(found.key()))) {
                changes.add(new StateChange(found.key(), null));
            }
            if (deleted.size() >= rowsPerTransaction) {
                write(changes, Optional.empty());
                changes.clear();
                deleted.clear();
            }
        });
        changes.add(query);
        write(changes, Optional.of(marker));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a send that failed makes the commit fail
    private void write(List<StateChange> changes, Optional<StateChange> end) {
        producer.beginTransaction();
        for (StateChange change : changes) {
            producer.send(records.toRecord(change));
        }
        end.ifPresent(marker -> producer.send(records.toEndOfReset(marker)));
        producer.commitTransaction();
    }

    /** Every committed record up to where the log ended at first; waits for transactions that are about to end. */
    private void forEachRecord(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (var consumer = clients.bulkConsumer(id.transactionalId() + "-reset")) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, offsets.start());
            long progressAtNs = System.nanoTime();
            long position = offsets.start();
            while (position < offsets.end()) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL).records(partition)) {
                    if (found.offset() < offsets.end() && found.key() != null) {
                        action.accept(found);
                    }
                }
                long moved = consumer.position(partition);
                if (moved > position) {
                    progressAtNs = System.nanoTime();
                    position = moved;
                }
                requireProgress(position, System.nanoTime() - progressAtNs);
            }
        }
    }

    private void requireProgress(long position, long sinceNs) {
        if (sinceNs > PATIENCE.toNanos()) {
            throw new ConnectException("Expected every transaction in " + partition + " to have ended, found one open"
                    + " from offset " + position + " to " + offsets.end()
                    + ". Repeat the request later; one that never ends is found with `kafka-transactions.sh"
                    + " find-hanging` and ended with `kafka-transactions.sh abort`.");
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

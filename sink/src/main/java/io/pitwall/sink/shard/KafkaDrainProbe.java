package io.pitwall.sink.shard;

import io.pitwall.sink.state.Clients;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks with consumers of its own, since the worker's cannot be asked. Drained means that a read_committed consumer comes to
 * the very end without a record: past aborted ones, but not past a transaction that is still open, whose rows may come.
 */
public final class KafkaDrainProbe implements DrainProbe {

    private static final Duration POLL = Duration.ofMillis(50);
    /** Enough to pass many aborted transactions; a probe that does not get through is repeated. */
    private static final int MAX_POLLS = 20;

    private final Clients clients;
    private final String clientId;
    private @Nullable Consumers consumers;
    private boolean isClosed;

    private record Consumers(Consumer<byte[], byte[]> records, Consumer<byte[], byte[]> ends) {}

    public KafkaDrainProbe(Clients clients, String clientId) {
        this.clients = clients;
        this.clientId = clientId;
    }

    @Override
    public synchronized boolean isDrained(TopicPartition partition, long fromOffset) {
        if (isClosed) {
            return false;
        }
        Consumers open = open();
        List<TopicPartition> partitions = List.of(partition);
        // Kafka logs a warning for each end of a partition that is not assigned.
        open.ends().assign(partitions);
        long endOffset = open.ends().endOffsets(partitions).getOrDefault(partition, Long.MAX_VALUE);
        Consumer<byte[], byte[]> records = open.records();
        records.assign(partitions);
        records.seek(partition, fromOffset);
        for (int polls = 0; polls < MAX_POLLS && records.position(partition) < endOffset; polls++) {
            if (!records.poll(POLL).isEmpty()) {
                return false;
            }
        }
        return records.position(partition) >= endOffset;
    }

    private Consumers open() {
        Consumers open = consumers;
        if (open == null) {
            open = new Consumers(
                    clients.readCommittedConsumer(clientId), clients.readUncommittedConsumer(clientId + "-end"));
            consumers = open;
        }
        return open;
    }

    /** Waits for a probe under way. */
    @Override
    public synchronized void close() {
        isClosed = true;
        Consumers open = consumers;
        consumers = null;
        if (open != null) {
            open.records().close();
            open.ends().close();
        }
    }
}

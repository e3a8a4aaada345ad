package io.pitwall.sink.shard;

import io.pitwall.sink.state.KafkaClients;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks with a consumer of its own, since the worker's cannot be asked. */
public final class KafkaDrainProbe implements DrainProbe {

    private static final Duration POLL = Duration.ofMillis(50);
    /** Many aborted transactions may lie between the offset and the end; a later probe begins where it always does. */
    private static final int MAX_POLLS = 20;

    private final KafkaClients clients;
    private final String clientId;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean isClosed;

    public KafkaDrainProbe(KafkaClients clients, String clientId) {
        this.clients = clients;
        this.clientId = clientId;
    }

    @Override
    public synchronized boolean isDrained(TopicPartition partition, long fromOffset) {
        if (isClosed) {
            return false;
        }
        Consumer<byte[], byte[]> open = open();
        List<TopicPartition> partitions = List.of(partition);
        open.assign(partitions);
        open.seek(partition, fromOffset);
        long endOffset = open.endOffsets(partitions).getOrDefault(partition, Long.MAX_VALUE);
        for (int polls = 0; polls < MAX_POLLS && open.position(partition) < endOffset; polls++) {
            if (!open.poll(POLL).isEmpty()) {
                return false;
            }
        }
        return open.position(partition) >= endOffset;
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = clients.readCommittedConsumer(clientId);
            consumer = open;
        }
        return open;
    }

    /** Waits for a probe under way. */
    @Override
    public synchronized void close() {
        isClosed = true;
        Consumer<byte[], byte[]> open = consumer;
        consumer = null;
        if (open != null) {
            open.close();
        }
    }
}

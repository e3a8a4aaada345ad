package io.pitwall.sink.state;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the input partitions of a connector hold, compared with where its shards stand. Blocks on the broker. */
final class InputLogs {

    private static final Logger log = LoggerFactory.getLogger(InputLogs.class);

    private final Clients clients;
    private final String connector;

    InputLogs(Clients clients, String connector) {
        this.clients = clients;
        this.connector = connector;
    }

    /** The offsets that reading can begin at: both ends inclusive, open transactions included. */
    Changelog.OffsetRange offsets(TopicPartition partition) {
        List<TopicPartition> partitions = List.of(partition);
        try (Consumer<byte[], byte[]> consumer =
                clients.readUncommittedConsumer("pitwall-" + connector + "-" + partition + "-input")) {
            // Kafka logs a warning for the end of a partition that is not assigned.
            consumer.assign(partitions);
            return new Changelog.OffsetRange(
                    consumer.beginningOffsets(partitions).getOrDefault(partition, 0L),
                    consumer.endOffsets(partitions).getOrDefault(partition, 0L));
        }
    }

    /**
     * Refuses a place behind the end of the input, which a consumer would silently leave for another one; says what is lost
     * where the input was deleted before it was read.
     */
    void requireWithin(ShardId id, Optional<Marker> marker) {
        long position =
                marker.filter(Marker::isPlaced).map(Marker::nextInputOffset).orElse(0L);
        if (position == 0) {
            return;
        }
        Changelog.OffsetRange offsets = offsets(new TopicPartition(id.topic(), id.partition()));
        if (position > offsets.end()) {
            throw new ConnectException("Expected rows of " + id + " up to offset " + position
                    + ", where its last commit stands, found the partition to end at " + offsets.end()
                    + ", perhaps after an unclean leader election. Nothing was changed. Stop the connector, PATCH its"
                    + " offsets to go on at a place of your choice, or DELETE them to begin anew, and resume.");
        }
        if (position < offsets.start()) {
            log.warn(
                    "{} was deleted up to offset {} before it was read: the rows from {} on, {} offsets, are missing in its"
                            + " windows. Keep the topic longer, or run more tasks.",
                    id,
                    offsets.start(),
                    position,
                    offsets.start() - position);
        }
    }
}

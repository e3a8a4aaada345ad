package io.pitwall.sink.state;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the clients that a task needs beside the worker's own. Whoever asks for one closes it. */
public interface Clients {

    /**
     * The latest of one transactional id fences those before it.
     *
     * @param patience how many times the usual time it waits for the broker
     */
    Producer<byte[], byte[]> transactionalProducer(String transactionalId, int patience);

    /** A producer without transactions. */
    Producer<byte[], byte[]> plainProducer(String clientId, int patience);

    /** A consumer without a group, for partitions assigned by hand, that sees committed records only. */
    Consumer<byte[], byte[]> readCommittedConsumer(String clientId);

    /** The same, made for reading much in little time. */
    Consumer<byte[], byte[]> bulkConsumer(String clientId);

    /** The same, but its end of a partition lies past open transactions. */
    Consumer<byte[], byte[]> readUncommittedConsumer(String clientId);

    /** Looks up and creates topics. */
    Admin admin(String clientId);
}

package io.pitwall.sink.simulation;

import io.pitwall.sink.state.Clients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/** The clients of one worker process. */
final class SimulatedClients implements Clients {

    private final World world;
    private final WorkerProcess process;

    SimulatedClients(World world, WorkerProcess process) {
        this.world = world;
        this.process = process;
    }

    @Override
    public Producer<byte[], byte[]> transactionalProducer(String transactionalId, int patience) {
        String id =
                world.protocol == Protocol.NO_FENCING ? transactionalId + "-" + world.nextNumber() : transactionalId;
        return new SimulatedProducer(world, process, id);
    }

    @Override
    public Producer<byte[], byte[]> plainProducer(String clientId, int patience) {
        throw new UnsupportedOperationException("The simulation is about exactly once");
    }

    @Override
    public Consumer<byte[], byte[]> readCommittedConsumer(String clientId) {
        return new LogConsumer(world, process, true, false);
    }

    @Override
    public Consumer<byte[], byte[]> bulkConsumer(String clientId) {
        return new LogConsumer(world, process, true, true);
    }

    @Override
    public Consumer<byte[], byte[]> readUncommittedConsumer(String clientId) {
        return new LogConsumer(world, process, false, false);
    }

    /** Fails where a real one would fail at its first call. */
    @Override
    public Admin admin(String clientId) {
        process.requireAlive();
        if (!world.broker.isReachable()) {
            throw new TimeoutException("No broker");
        }
        return world.admin;
    }
}

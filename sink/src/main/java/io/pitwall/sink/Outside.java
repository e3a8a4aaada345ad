package io.pitwall.sink;

import io.pitwall.sink.shard.Background;
import io.pitwall.sink.shard.BackgroundThreads;
import io.pitwall.sink.shard.Now;
import io.pitwall.sink.state.Clients;
import io.pitwall.sink.state.KafkaClients;
import io.pitwall.sink.state.LocalState;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a task reaches beyond itself and its worker.
 *
 * @param clients makes Kafka clients from their settings
 * @param background makes the threads of a task from their name
 * @param disk makes local state from {@code state.dir} and {@code state.memory.bytes}
 * @param maxOutboxBytes of results that wait for a commit in one shard
 */
record Outside(
        Function<Map<String, Object>, Clients> clients,
        Function<String, Background> background,
        Supplier<Now> clock,
        Disk disk,
        long maxOutboxBytes) {

    private static final long MAX_OUTBOX_BYTES = 8L << 20;

    /** Keeps the state of a worker. */
    interface Disk {
        LocalState localState(Path directory, long memoryBytes);
    }

    static Outside real() {
        return new Outside(KafkaClients::new, BackgroundThreads::new, Now::read, LocalState::new, MAX_OUTBOX_BYTES);
    }
}

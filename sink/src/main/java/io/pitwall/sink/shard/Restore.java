package io.pitwall.sink.shard;

import io.pitwall.sink.state.ShardState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;

/** Opening a shard in the background. */
final class Restore {

    private final AtomicBoolean isAbandoned = new AtomicBoolean();
    private final CompletableFuture<Restored> result;

    private Restore(ShardScope scope, TopicPartition partition) {
        result = CompletableFuture.supplyAsync(() -> load(scope, partition), scope.background());
    }

    static Restore start(ShardScope scope, TopicPartition partition) {
        return new Restore(scope, partition);
    }

    private Restored load(ShardScope scope, TopicPartition partition) {
        ShardState state = scope.states().open(partition, isAbandoned::get);
        try {
            return Restored.load(state, scope.queries());
        } catch (RuntimeException | Error e) {
            state.close();
            throw e;
        }
    }

    boolean isDone() {
        return result.isDone();
    }

    /** What a finished restore has made; rethrows what it failed with. */
    Restored result() {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Gives the shard back, at once or as soon as it has been opened. */
    void abandon() {
        isAbandoned.set(true);
        var unused = result.whenComplete((restored, failure) -> {
            if (restored != null) {
                restored.state().close();
            }
        });
    }
}

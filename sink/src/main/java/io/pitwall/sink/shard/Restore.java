package io.pitwall.sink.shard;

import io.pitwall.sink.state.Requester;
import io.pitwall.sink.state.RestoreProgress;
import io.pitwall.sink.state.ShardState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.TopicPartition;

/** Opening a shard in the background. */
final class Restore implements Requester {

    private volatile boolean isAbandoned;
    private volatile RestoreProgress progress = RestoreProgress.NONE;
    private final CompletableFuture<Restored> result;

    private Restore(ShardScope scope, TopicPartition partition) {
        result = CompletableFuture.supplyAsync(() -> load(scope, partition), scope.restores());
    }

    static Restore start(ShardScope scope, TopicPartition partition) {
        return new Restore(scope, partition);
    }

    private Restored load(ShardScope scope, TopicPartition partition) {
        ShardState state = scope.states().open(partition, this);
        try {
            return Restored.load(state, scope.queries());
        } catch (RuntimeException | Error e) {
            state.close();
            throw e;
        }
    }

    @Override
    public boolean isAbandoned() {
        return isAbandoned;
    }

    @Override
    public void progressed(RestoreProgress latest) {
        progress = latest;
    }

    /** How far it has come; may be asked by any thread. */
    RestoreProgress progress() {
        return progress;
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
        isAbandoned = true;
        var unused = result.whenComplete((restored, failure) -> {
            if (restored != null) {
                restored.state().close();
            }
        });
    }
}

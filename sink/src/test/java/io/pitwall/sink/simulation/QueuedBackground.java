package io.pitwall.sink.simulation;

import io.pitwall.sink.shard.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** Background threads that run when told. */
final class QueuedBackground implements Background {

    private static final int THREADS = 4;

    private final List<Runnable> queue = new ArrayList<>();
    private boolean isClosed;

    @Override
    public void execute(Runnable work) {
        if (isClosed) {
            throw new RejectedExecutionException("The background threads are closed");
        }
        queue.add(work);
    }

    boolean hasWork() {
        return !queue.isEmpty();
    }

    /** Runs one of those that would be under way at the same time. */
    void runOne(Chance chance) {
        queue.remove(chance.below(Math.min(THREADS, queue.size()))).run();
    }

    @Override
    public void close() {
        isClosed = true;
    }
}

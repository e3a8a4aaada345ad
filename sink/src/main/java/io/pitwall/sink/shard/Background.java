package io.pitwall.sink.shard;

import java.util.concurrent.Executor;

/** Runs what waits on a broker or a disk, so that the task's thread never does for long. */
public interface Background extends Executor, AutoCloseable {

    /** Takes no more work and does not wait for what is under way; queued work still runs. */
    @Override
    void close();
}

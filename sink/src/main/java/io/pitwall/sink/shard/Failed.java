package io.pitwall.sink.shard;

import org.apache.kafka.connect.errors.ConnectException;

/** A shard whose query has failed over a row. The next tick ends the task with the reason. */
record Failed(ConnectException reason) implements Phase {

    /** Fails with the cause itself where that tells what to do. */
    static Failed of(String message, Throwable cause) {
        return new Failed(cause instanceof ConnectException known ? known : new ConnectException(message, cause));
    }

    @Override
    public Phase tick(Now now) {
        throw reason;
    }
}

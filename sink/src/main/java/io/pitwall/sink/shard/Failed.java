package io.pitwall.sink.shard;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A shard that waiting does not cure. The next tick ends the task with the reason. */
record Failed(ConnectException reason) implements Phase {

    /** Fails with the cause itself where that tells what to do. */
    static Failed of(String message, Throwable cause) {
        return new Failed(cause instanceof ConnectException known ? known : new ConnectException(message, cause));
    }

    @Override
    public Phase accept(SinkRecord record, Now now) {
        return this;
    }

    @Override
    public Phase tick(Now now) {
        throw reason;
    }

    @Override
    public Closed close() {
        return new Closed();
    }
}

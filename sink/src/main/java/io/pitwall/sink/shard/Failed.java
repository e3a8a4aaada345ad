package io.pitwall.sink.shard;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A shard that waiting does not cure. The next tick ends the task with the reason. */
record Failed(ConnectException reason) implements Phase {

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

package io.pitwall.sink.shard;

import org.apache.kafka.connect.sink.SinkRecord;

/** A shard that was given up; records that still come for it belong to its next owner. */
record Closed() implements Phase {

    @Override
    public Phase accept(SinkRecord record, Now now) {
        return this;
    }

    @Override
    public Phase tick(Now now) {
        return this;
    }

    @Override
    public Closed close() {
        return this;
    }
}

package io.pitwall.sink.shard;

/** A shard that was given up; records that still come for it belong to its next owner. */
record Closed() implements Phase {

    @Override
    public Phase tick(Now now) {
        return this;
    }

    @Override
    public Closed close() {
        return this;
    }
}

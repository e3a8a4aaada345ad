package io.pitwall.sink.shard;

import io.pitwall.sink.state.Marker;

/**
 * What a shard that is being opened knows of itself from before.
 *
 * @param start where its input begins if it has never committed; {@link Marker#NO_OFFSET} until the worker has told
 * @param leastSequence a commit that it has made here, so that its changelog must know of it
 */
record Origin(long start, long leastSequence) {

    /** Of a shard whose partition has just been assigned. */
    static final Origin UNKNOWN = new Origin(Marker.NO_OFFSET, 0);

    boolean hasStart() {
        return start != Marker.NO_OFFSET;
    }

    Origin startingAt(long offset) {
        return new Origin(offset, leastSequence);
    }
}

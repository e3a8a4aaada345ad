package io.pitwall.sink.simulation;

/** The commit protocol, and ways to break it on purpose that the invariants must catch. */
enum Protocol {
    AS_BUILT,
    /** The local cache gets the changes before the transaction has been committed. */
    CACHE_BEFORE_COMMIT,
    /** Each producer has a transactional id of its own, so that none ends another. */
    NO_FENCING,
    /** The marker, which holds the position in the input, is written without the transaction. */
    MARKER_OUTSIDE_TRANSACTION,
    /** Rows that are gone are not deleted from the changelog. */
    NO_DELETIONS
}

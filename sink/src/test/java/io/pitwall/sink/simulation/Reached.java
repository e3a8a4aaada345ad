package io.pitwall.sink.simulation;

/** What a simulation is there to try. */
enum Reached {
    PRODUCER_OPENED,
    SEND_FAILED,
    SEND_FENCED,
    COMMIT_ANSWERED,
    /** Answered when it was decided; readers see it later. */
    COMMIT_SEEN_LATER,
    COMMIT_UNANSWERED,
    COMMIT_DELAYED,
    COMMIT_LOST,
    COMMIT_FENCED,
    TRANSACTION_ABORTED,
    PARTITIONS_REVOKED,
    PARTITIONS_LOST,
    BATCH_REDELIVERED,
    CRASH,
    HANG,
    ZOMBIE_WOKEN,
    LATE_ROW,
    IDLE_ADVANCE,
    KEYS_EVICTED,
    /** A commit amid an advance, since the outbox was full. */
    ADVANCE_INTERRUPTED
}

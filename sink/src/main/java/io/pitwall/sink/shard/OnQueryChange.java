package io.pitwall.sink.shard;

/** What a shard does whose state belongs to a query with which the configured one has nothing in common. */
public enum OnQueryChange {
    /** Stop, and leave everything as it is. */
    FAIL,
    /** Drop the open windows and go on at the same place. */
    RESET
}

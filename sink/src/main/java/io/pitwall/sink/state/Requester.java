package io.pitwall.sink.state;

/** Whoever waits for a shard to be opened. Called on the thread that opens it. */
@FunctionalInterface
public interface Requester {

    /** True once nobody wants the shard any more; its opening then ends with a {@link ShardLostException}. */
    boolean isAbandoned();

    /** Learns how far the restore has come, each time it has come further. */
    default void progressed(RestoreProgress progress) {}
}

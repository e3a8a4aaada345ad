package io.pitwall.benchmarks.gateway;

/** Somebody who takes a load, in a process of its own. */
interface Peer {

    String name();

    /** Returns once it could take the load; what this costs is not counted. */
    Run start(Load load, String topic);

    /** What of the load must stand in the topic afterwards. */
    Written written();

    /** What a peer leaves in its topic. */
    enum Written {
        NOTHING,
        /** As many records as rows. */
        ROWS,
        /** The same, byte by byte the rows of the load. */
        SAME_BYTES
    }
}

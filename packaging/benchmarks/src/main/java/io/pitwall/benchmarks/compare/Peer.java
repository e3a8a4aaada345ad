package io.pitwall.benchmarks.compare;

/** A system under comparison: how to start it, in a process of its own, on the rows of a workload. */
interface Peer {

    String name();

    /** Starts the process and returns once it could take the job; what this costs is not counted. */
    Run start(Workload workload, String inputTopic);
}

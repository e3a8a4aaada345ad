package io.pitwall.benchmarks.compare;

import java.time.Duration;
import java.util.Optional;

/** A started {@link Peer}: a process that reads the rows of one workload. */
interface Run extends AutoCloseable {

    /** Hands the job over; from now on everything the process does is counted. */
    void begin();

    /** Returns once the first {@code rows} rows are taken and what follows from them is committed. */
    void awaitRows(long rows);

    /** CPU time the process has used since its start, user and system, in steps of 10 ms. */
    Duration cpuTime();

    /** What the job has put out; empty for a floor, which only reads. */
    Optional<Output> output();

    /** Stops the process and waits for its end. */
    @Override
    void close();

    /**
     * What a job has put out so far.
     *
     * @param windows final windows, each a record of the output topic
     * @param totalForce the sum of their {@code force} fields
     * @param changelogRecords records, tombstones included, of the topic that restores the job's state
     */
    record Output(long windows, double totalForce, long changelogRecords) {}
}

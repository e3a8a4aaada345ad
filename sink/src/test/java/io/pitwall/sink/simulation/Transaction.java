package io.pitwall.sink.simulation;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One transaction at its coordinator. Decided at one moment for all partitions; in each of them it takes effect for readers
 * when its end is written there, which may be later.
 */
final class Transaction {

    enum Fate {
        OPEN,
        COMMITTED,
        ABORTED
    }

    final String transactionalId;
    final int epoch;
    final long startedAtMs;

    private Fate fate = Fate.OPEN;
    private final Set<PartitionLog> logsWithoutEnd = new LinkedHashSet<>();

    Transaction(String transactionalId, int epoch, long startedAtMs) {
        this.transactionalId = transactionalId;
        this.epoch = epoch;
        this.startedAtMs = startedAtMs;
    }

    void enter(PartitionLog log) {
        logsWithoutEnd.add(log);
    }

    boolean isOpen() {
        return fate == Fate.OPEN;
    }

    boolean isCommitted() {
        return fate == Fate.COMMITTED;
    }

    void decide(Fate decision) {
        fate = decision;
    }

    /** Whether readers somewhere still wait for its end. */
    boolean hasUnwrittenEnds() {
        return fate != Fate.OPEN && !logsWithoutEnd.isEmpty();
    }

    void writeAllEnds() {
        logsWithoutEnd.forEach(log -> log.writeEnd(this));
        logsWithoutEnd.clear();
    }

    void writeOneEnd() {
        PartitionLog log = logsWithoutEnd.iterator().next();
        logsWithoutEnd.remove(log);
        log.writeEnd(this);
    }
}

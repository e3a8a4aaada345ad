package io.pitwall.sink.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Logs and the coordinator of their transactions, after the protocol of {@code transaction.version=2}: opening a producer
 * ends what its predecessor left open, and whatever of an earlier epoch arrives later is refused.
 */
final class SimulatedBroker {

    private static final long TRANSACTION_TIMEOUT_MS = 20_000;

    private final VirtualTime time;
    private final int partitionCount;
    private final Watcher watcher;
    private final Map<TopicPartition, PartitionLog> logs = new LinkedHashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private final Map<Transaction, List<Written>> transactions = new LinkedHashMap<>();
    private final List<Transaction> delayedCommits = new ArrayList<>();
    private boolean isReachable = true;

    /** Learns of every record at the moment at which it is committed. */
    interface Watcher {
        void committed(TopicPartition partition, PartitionLog.Entry entry);
    }

    private record Written(PartitionLog log, PartitionLog.Entry entry) {}

    SimulatedBroker(VirtualTime time, int partitionCount, Watcher watcher) {
        this.time = time;
        this.partitionCount = partitionCount;
        this.watcher = watcher;
    }

    PartitionLog log(TopicPartition partition) {
        return logs.computeIfAbsent(partition, PartitionLog::new);
    }

    boolean isReachable() {
        return isReachable;
    }

    void setReachable(boolean reachable) {
        isReachable = reachable;
    }

    /** Returns the epoch of the one producer that may write from now on. */
    int openProducer(String transactionalId, boolean leavesEndsUnwritten) {
        for (Transaction transaction : List.copyOf(transactions.keySet())) {
            if (!transaction.transactionalId.equals(transactionalId)) {
                continue;
            }
            if (transaction.isOpen()) {
                end(transaction, Transaction.Fate.ABORTED);
            }
            if (!leavesEndsUnwritten) {
                writeAllEnds(transaction);
            }
        }
        return epochs.merge(transactionalId, 1, Integer::sum);
    }

    boolean isCurrent(String transactionalId, int epoch) {
        return epochs.getOrDefault(transactionalId, 0) == epoch;
    }

    Transaction begin(String transactionalId, int epoch) {
        Transaction transaction = new Transaction(transactionalId, epoch, time.milliseconds());
        transactions.put(transaction, new ArrayList<>());
        return transaction;
    }

    /** Appends where the record belongs; returns the offset. */
    long append(ProducerRecord<byte[], byte[]> record, @Nullable Transaction transaction) {
        int number = record.partition() == null
                ? Math.floorMod(Arrays.hashCode(record.key()), partitionCount)
                : record.partition();
        PartitionLog log = log(new TopicPartition(record.topic(), number));
        PartitionLog.Entry entry = log.append(record, time.milliseconds(), transaction);
        if (transaction == null) {
            watcher.committed(log.partition, entry);
        } else {
            transactions.getOrDefault(transaction, new ArrayList<>()).add(new Written(log, entry));
        }
        return entry.offset();
    }

    /** Decides; readers learn of it partition by partition, when the ends are written. */
    void commit(Transaction transaction) {
        requireCurrent(transaction);
        end(transaction, Transaction.Fate.COMMITTED);
    }

    void abort(Transaction transaction) {
        requireCurrent(transaction);
        end(transaction, Transaction.Fate.ABORTED);
        writeAllEnds(transaction);
    }

    private void requireCurrent(Transaction transaction) {
        if (!transaction.isOpen() || !isCurrent(transaction.transactionalId, transaction.epoch)) {
            throw new ProducerFencedException("A later producer has opened " + transaction.transactionalId);
        }
    }

    private void end(Transaction transaction, Transaction.Fate fate) {
        transaction.decide(fate);
        if (fate == Transaction.Fate.COMMITTED) {
            for (Written written : transactions.getOrDefault(transaction, List.of())) {
                watcher.committed(written.log().partition, written.entry());
            }
        }
    }

    void writeAllEnds(Transaction transaction) {
        transaction.writeAllEnds();
        transactions.remove(transaction);
    }

    /** Writes one of the ends that readers wait for; false if there is none. */
    boolean writeOneEnd(Chance chance) {
        List<Transaction> waiting = transactions.keySet().stream()
                .filter(Transaction::hasUnwrittenEnds)
                .toList();
        if (waiting.isEmpty()) {
            return false;
        }
        Transaction transaction = chance.of(waiting);
        transaction.writeOneEnd();
        if (!transaction.hasUnwrittenEnds()) {
            transactions.remove(transaction);
        }
        return true;
    }

    /** A request to commit that is under way while its sender has given up waiting. */
    void delayCommit(Transaction transaction) {
        delayedCommits.add(transaction);
    }

    /** A delayed request arrives; too late, if its producer has been fenced. False if there is none. */
    boolean deliverDelayedCommit(Chance chance) {
        if (delayedCommits.isEmpty()) {
            return false;
        }
        Transaction transaction = delayedCommits.remove(chance.below(delayedCommits.size()));
        if (transaction.isOpen() && isCurrent(transaction.transactionalId, transaction.epoch)) {
            end(transaction, Transaction.Fate.COMMITTED);
            writeAllEnds(transaction);
        }
        return true;
    }

    /** Aborts what has been open for too long, and fences its producer. */
    void expireTransactions() {
        for (Transaction transaction : List.copyOf(transactions.keySet())) {
            if (transaction.isOpen() && time.milliseconds() - transaction.startedAtMs > TRANSACTION_TIMEOUT_MS) {
                epochs.merge(transaction.transactionalId, 1, Integer::sum);
                end(transaction, Transaction.Fate.ABORTED);
                writeAllEnds(transaction);
            }
        }
    }

    void compactChangelogs() {
        logs.forEach((partition, log) -> {
            if (partition.topic().equals(Topics.CHANGELOG)) {
                log.compact(true);
            }
        });
    }

    /** Nothing is under way any more. */
    void calm() {
        isReachable = true;
        delayedCommits.clear();
        for (Transaction transaction : List.copyOf(transactions.keySet())) {
            if (!transaction.isOpen()) {
                writeAllEnds(transaction);
            }
        }
    }
}

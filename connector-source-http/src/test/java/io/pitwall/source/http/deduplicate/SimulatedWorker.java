package io.pitwall.source.http.deduplicate;

import io.pitwall.source.http.deduplicate.SimulatedRequest.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One life of a worker with one task, up to a crash: what Connect does with rows and offsets, in steps that a crash can come
 * between. Filters every third row.
 */
abstract class SimulatedWorker {

    /** Few buckets, so that messages share them. */
    static final TaskShare SHARE = new TaskShare(0, MessageKey.BUCKETS / 4);

    private static final long EXPIRY_MS = 1_000_000_000;

    final SimulatedKafka kafka;
    final Random random;
    private final ClaimOn claimOn;
    private final Deduplicator deduplicator;
    private final Deque<SimulatedRequest> queue = new ArrayDeque<>();
    private final Deque<Row> toSend = new ArrayDeque<>();
    /** Not settled before the task is polled again. */
    private final List<Row> dropped = new ArrayList<>();

    SimulatedWorker(SimulatedKafka kafka, Random random, ClaimOn claimOn) {
        this.kafka = kafka;
        this.random = random;
        this.claimOn = claimOn;
        this.deduplicator = Deduplicator.restore(SHARE, EXPIRY_MS, kafka.offsets);
    }

    static boolean isFiltered(SimulatedKafka.RowName row) {
        return Math.floorMod(row.hashCode(), 3) == 0;
    }

    final void receive(SimulatedRequest request) {
        queue.add(request);
    }

    /** One thing more happens. */
    final void step(long nowMs) {
        if (random.nextInt(3) == 0) {
            stepOfKafka();
        } else if (!toSend.isEmpty()) {
            Row row = toSend.remove();
            if (isFiltered(row.name)) {
                drop(row);
            } else {
                send(row);
            }
            if (toSend.isEmpty()) {
                endBatch();
            }
        } else {
            poll(nowMs);
        }
    }

    private void poll(long nowMs) {
        beginPoll();
        DedupBatch batch = deduplicator.beginBatch(nowMs);
        for (int i = random.nextInt(4); i > 0 && !queue.isEmpty(); i--) {
            SimulatedRequest request = queue.remove();
            Judgement judgement = batch.judge(request.messages);
            switch (judgement.verdict()) {
                case NEW -> {
                    toSend.addAll(request.handOver(judgement.fresh()));
                    batch.claim(judgement.fresh());
                }
                case COMMITTED -> request.answerCommitted();
                case IN_FLIGHT -> {}
                case TOO_OLD -> throw new AssertionError("No client of this simulation is so late");
            }
        }
        batch.seal(List.copyOf(toSend), claimOn);
        if (toSend.isEmpty()) {
            endBatch();
        }
    }

    void beginPoll() {
        dropped.forEach(this::settle);
        dropped.clear();
    }

    void drop(Row row) {
        dropped.add(row);
    }

    final void settle(Row row) {
        row.request().settleOne().ifPresent(deduplicator::settled);
    }

    abstract void send(Row row);

    abstract void endBatch();

    abstract void stepOfKafka();

    /** The task stops, and the worker stores what it still can. */
    abstract void stop();

    /** {@code WorkerSourceTask}: each row by itself, its offset some time later. */
    static final class AtLeastOnce extends SimulatedWorker {

        private static final int PARTITIONS = 3;

        private final Map<Integer, Deque<Row>> sent = new HashMap<>();
        private final Map<Map<String, ?>, Deque<Row>> submitted = new LinkedHashMap<>();
        private final Set<Row> acknowledged = new HashSet<>();
        /** They are written, and the worker has not heard of it. */
        private final Deque<Row> unheard = new ArrayDeque<>();

        AtLeastOnce(SimulatedKafka kafka, Random random, ClaimOn claimOn) {
            super(kafka, random, claimOn);
        }

        @Override
        void send(Row row) {
            submitted
                    .computeIfAbsent(row.partition(), ignored -> new ArrayDeque<>())
                    .add(row);
            sent.computeIfAbsent(random.nextInt(PARTITIONS), ignored -> new ArrayDeque<>())
                    .add(row);
        }

        @Override
        void endBatch() {}

        @Override
        void stepOfKafka() {
            if (random.nextInt(8) == 0) {
                storeOffsets();
                return;
            }
            Deque<Row> partition = sent.getOrDefault(random.nextInt(PARTITIONS), new ArrayDeque<>());
            if (random.nextBoolean() && !partition.isEmpty()) {
                Row row = partition.remove();
                kafka.append(row.name);
                unheard.add(row);
            } else if (!unheard.isEmpty()) {
                Row row = unheard.remove();
                settle(row);
                acknowledged.add(row);
            }
        }

        /** Under each source partition up to the first row that is not acknowledged. */
        private void storeOffsets() {
            for (Deque<Row> rows : submitted.values()) {
                Row last = null;
                while (!rows.isEmpty() && acknowledged.contains(rows.peek())) {
                    last = rows.remove();
                }
                if (last != null) {
                    kafka.offsets.store(last.partition(), last.position().offset());
                }
            }
        }

        @Override
        void stop() {
            storeOffsets();
        }
    }

    /** {@code ExactlyOnceWorkerSourceTask}: rows and offsets in one transaction, after one batch or several. */
    static final class ExactlyOnce extends SimulatedWorker {

        private final List<Row> transaction = new ArrayList<>();
        private final List<Row> unreported = new ArrayList<>();

        ExactlyOnce(SimulatedKafka kafka, Random random, ClaimOn claimOn) {
            super(kafka, random, claimOn);
        }

        @Override
        void beginPoll() {
            reportTransaction();
            super.beginPoll();
        }

        @Override
        void send(Row row) {
            transaction.add(row);
        }

        @Override
        void endBatch() {
            if (random.nextInt(3) > 0) {
                commitTransaction();
            }
        }

        private void commitTransaction() {
            for (Row row : transaction) {
                kafka.append(row.name);
                kafka.offsets.store(row.partition(), row.position().offset());
            }
            unreported.addAll(transaction);
            transaction.clear();
        }

        private void reportTransaction() {
            unreported.forEach(this::settle);
            unreported.clear();
        }

        /** Without this step, a crash comes after the commit and before the answers. */
        @Override
        void stepOfKafka() {
            reportTransaction();
        }

        @Override
        void stop() {
            reportTransaction();
        }
    }
}

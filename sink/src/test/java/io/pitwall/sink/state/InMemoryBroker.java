package io.pitwall.sink.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One changelog partition and the committed outputs beside it, with the rules of transactions: the latest writer fences the
 * earlier ones, and what a transaction holds appears whole or not at all. Like Kafka's, each commit takes one more offset
 * than it has records.
 */
public final class InMemoryBroker {

    /** What goes wrong with one commit. */
    public enum Fault {
        NONE,
        /** The broker refuses a record; the producer aborts and lives. */
        REFUSED,
        /** No answer, and the transaction was not committed. */
        UNANSWERED_NOT_WRITTEN,
        /** No answer, but the transaction was committed. */
        UNANSWERED_WRITTEN,
        /** The process dies before the transaction ends. */
        CRASH_BEFORE_COMMIT,
        /** The process dies right after the transaction was committed. */
        CRASH_AFTER_COMMIT
    }

    /** Stands for the death of the process: nothing after it in the call runs. */
    public static final class CrashError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Entry(long offset, StateChange change) {}

    private final List<Entry> log = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> outputs = new ArrayList<>();
    private final List<Marker> markers = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private Uuid topicId = new Uuid(7, 7);
    private long removalsKeptMs = 2 * ShardState.MAX_LOCAL_AGE_MS;
    private long startOffset;
    private long endOffset;
    private int epoch;
    private int replayedRecords;
    private boolean isFencing = true;
    private Runnable duringReplay = () -> {};

    /** A writer of this partition; it must be opened. */
    public Changelog newChangelog() {
        return new Writer();
    }

    /** The results that a reader of committed data sees. */
    public List<ProducerRecord<byte[], byte[]>> outputs() {
        return outputs;
    }

    /** All markers ever committed, in order. */
    public List<Marker> markers() {
        return markers;
    }

    /** The fates of the next commits, in order; after them all goes well. */
    public void plan(Fault... upcoming) {
        faults.addAll(List.of(upcoming));
    }

    /** Makes the topic a new one of the same name, empty. */
    public void recreateTopic() {
        topicId = new Uuid(topicId.getMostSignificantBits() + 1, 0);
        startOffset = 0;
        truncateTo(0);
    }

    /** Forgets the end of the log, as an unclean leader election does. */
    public void truncateTo(long offset) {
        endOffset = offset;
        log.removeIf(entry -> entry.offset() >= offset);
    }

    /** Forgets the log before an offset. */
    public void moveLogStartTo(long offset) {
        startOffset = offset;
        log.removeIf(entry -> entry.offset() < offset);
    }

    /** As a topic's {@code delete.retention.ms} says. */
    public void keepRemovalsFor(long ms) {
        removalsKeptMs = ms;
    }

    public void stopFencing() {
        isFencing = false;
    }

    public void duringReplay(Runnable action) {
        duringReplay = action;
    }

    public int replayedRecords() {
        return replayedRecords;
    }

    private void append(Commit commit) {
        outputs.addAll(commit.outputs());
        List<StateChange> changes = new ArrayList<>(commit.changes());
        changes.add(commit.marker().toChange());
        for (StateChange change : changes) {
            log.add(new Entry(endOffset++, change));
        }
        endOffset++;
        markers.add(commit.marker());
    }

    private final class Writer implements Changelog {
        private int writerEpoch;

        @Override
        public void open() {
            writerEpoch = ++epoch;
        }

        @Override
        public Uuid topicId() {
            return topicId;
        }

        @Override
        public long removalsKeptMs() {
            return removalsKeptMs;
        }

        @Override
        public OffsetRange offsets() {
            return new OffsetRange(startOffset, endOffset);
        }

        @Override
        public void replay(long fromOffset, Batches batches, Requester requester) {
            for (Entry entry : List.copyOf(log)) {
                if (requester.isAbandoned()) {
                    throw new ShardLostException("abandoned");
                }
                if (entry.offset() >= fromOffset) {
                    replayedRecords++;
                    batches.accept(List.of(entry.change()), entry.offset() + 1);
                    duringReplay.run();
                }
            }
            batches.accept(List.of(), endOffset);
        }

        @Override
        public Result commit(Commit commit) {
            if (isFencing && writerEpoch != epoch) {
                return Result.lost(new ProducerFencedException("a later writer has opened the shard"));
            }
            Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove();
            return switch (fault) {
                case NONE -> {
                    append(commit);
                    yield Result.committed(endOffset - 1);
                }
                case REFUSED -> Result.aborted(new TimeoutException("refused"));
                case UNANSWERED_NOT_WRITTEN -> Result.lost(new TimeoutException("no answer"));
                case UNANSWERED_WRITTEN -> {
                    append(commit);
                    yield Result.lost(new TimeoutException("no answer"));
                }
                case CRASH_BEFORE_COMMIT -> throw new CrashError();
                case CRASH_AFTER_COMMIT -> {
                    append(commit);
                    throw new CrashError();
                }
            };
        }

        @Override
        public void close() {
            writerEpoch = -1;
        }
    }
}

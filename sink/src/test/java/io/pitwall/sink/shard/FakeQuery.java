package io.pitwall.sink.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.sink.shard.RejectedRowException.Reason;
import io.pitwall.sink.state.LocalRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows per 10 ms window, regardless of keys. A row's value is its time, or a word: {@code bad} is rejected, {@code
 * wrong} cannot be evaluated, {@code lenient} can although it holds no number, {@code skip} is filtered, {@code alert} adds
 * an alert at once, {@code update} a round of updates, {@code expire} forgets two keys, {@code many} opens {@link #MANY}
 * windows one after the other, {@code far} one that ends at {@link #FAR_MS}, {@code mute} keeps results of windows back from
 * now on, and {@code tear} loses a window and throws the next planned failure. {@code crowd now}, {@code crowd goOn} and
 * {@code crowd markPersisted} let the heap be full from then, or from the next call of that method on, until an eviction,
 * which throws the next planned failure first.
 */
final class FakeQuery implements ShardQuery {

    static final long SIZE_MS = 10;
    static final int MANY = 100;
    static final long FAR_MS = 60_000;

    private final TreeMap<Long, Long> countByStart = new TreeMap<>();
    private final Set<Long> dirtyStarts = new LinkedHashSet<>();
    private final Set<Long> persistedStarts = new HashSet<>();
    /** Windows that have changed since the last round of updates. */
    private final TreeSet<Long> changedStarts = new TreeSet<>();

    private long streamTimeMs = Long.MIN_VALUE;
    private Lateness lateness = new Lateness(0, 0, 0);
    private final Queue<Throwable> failures;
    private boolean isMute;
    private boolean isCrowded;
    private String crowdingCall = "";

    FakeQuery(Queue<Throwable> failures) {
        this.failures = failures;
    }

    @Override
    public Fate accept(SinkRecord record, long wallMs, Outbox outbox) {
        if (!goOn(outbox)) {
            return Fate.AWAITED;
        }
        if (record.value() instanceof Long timestampMs) {
            return add(timestampMs, outbox);
        }
        switch ((String) record.value()) {
            case "bad" -> throw new RejectedRowException(Reason.UNREADABLE_ROW, "expected a row");
            case "wrong" -> throw RejectedRowException.evaluationError("x", "expected a number", new Exception());
            case "lenient" -> outbox.takenForNull("y");
            case "skip" -> {
                return Fate.FILTERED;
            }
            case "alert" -> outbox.addAlert(output("alerts", "alert at " + record.originalKafkaOffset()));
            case "update" -> outbox.addResult(output("features", "update " + outbox.nextUpdate()));
            case "expire" -> outbox.expired(2);
            case "many" -> {
                for (int window = 0; window < MANY; window++) {
                    open(streamTimeMs + window * SIZE_MS);
                }
            }
            case "far" -> open(FAR_MS - SIZE_MS);
            case "mute" -> isMute = true;
            case "tear" -> tear();
            case "crowd now" -> isCrowded = true;
            case "crowd goOn", "crowd markPersisted" -> crowdingCall = (String) record.value();
            default -> throw new IllegalArgumentException("no such word: " + record.value());
        }
        return Fate.WINDOWED;
    }

    private void tear() {
        Throwable failure = failures.poll();
        if (failure == null) {
            return;
        }
        dirtyStarts.addAll(countByStart.keySet());
        countByStart.clear();
        throwIt(failure);
    }

    private static void throwIt(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private void crowdIfAt(String call) {
        if (crowdingCall.equals("crowd " + call)) {
            crowdingCall = "";
            isCrowded = true;
        }
    }

    private Fate add(long timestampMs, Outbox outbox) {
        advanceTo(Math.max(streamTimeMs, timestampMs), outbox);
        if (isWindowDue()) {
            return Fate.AWAITED;
        }
        long startMs = startOf(timestampMs);
        if (startMs + SIZE_MS <= streamTimeMs) {
            lateness = new Lateness(streamTimeMs - startMs - SIZE_MS, startMs, startMs + SIZE_MS);
            return Fate.LATE;
        }
        open(timestampMs);
        return Fate.WINDOWED;
    }

    private static long startOf(long timestampMs) {
        return Math.floorDiv(timestampMs, SIZE_MS) * SIZE_MS;
    }

    private void open(long timestampMs) {
        long startMs = startOf(timestampMs);
        countByStart.merge(startMs, 1L, Long::sum);
        dirtyStarts.add(startMs);
        changedStarts.add(startMs);
    }

    @Override
    public Lateness lateness() {
        return lateness;
    }

    @Override
    public void advanceTo(long timeMs, Outbox outbox) {
        streamTimeMs = timeMs;
        var unused = goOn(outbox);
    }

    @Override
    public boolean goOn(Outbox outbox) {
        crowdIfAt("goOn");
        while (isWindowDue() && !outbox.isFull()) {
            Map.Entry<Long, Long> closed = countByStart.pollFirstEntry();
            dirtyStarts.add(closed.getKey());
            changedStarts.remove(closed.getKey());
            if (!isMute) {
                outbox.addResult(output("features", closed.getKey() + ": " + closed.getValue()));
            }
        }
        return !isWindowDue();
    }

    private boolean isWindowDue() {
        return !countByStart.isEmpty() && closesInMs() <= 0;
    }

    @Override
    public boolean giveUpdates(Outbox outbox) {
        long round = changedStarts.isEmpty() || outbox.isFull() ? outbox.latestUpdate() : outbox.nextUpdate();
        while (!changedStarts.isEmpty() && !outbox.isFull()) {
            long startMs = changedStarts.pollFirst();
            outbox.addResult(
                    output("features", "update " + round + " of " + startMs + ": " + countByStart.get(startMs)));
        }
        return changedStarts.isEmpty();
    }

    private static ProducerRecord<byte[], byte[]> output(String topic, String text) {
        return new ProducerRecord<>(topic, text.getBytes(UTF_8));
    }

    @Override
    public long streamTimeMs() {
        return streamTimeMs;
    }

    @Override
    public boolean hasOpenWindows() {
        return !countByStart.isEmpty();
    }

    @Override
    public long closesInMs() {
        return countByStart.isEmpty() ? Long.MAX_VALUE : countByStart.firstKey() + SIZE_MS - streamTimeMs;
    }

    @Override
    public boolean hasChanges() {
        return !dirtyStarts.isEmpty();
    }

    @Override
    public long liveKeys() {
        return 1;
    }

    @Override
    public long persistedRows() {
        return persistedStarts.size();
    }

    @Override
    public void forEachChange(BiConsumer<byte[], byte @Nullable []> changes) {
        for (long startMs : dirtyStarts) {
            Long count = countByStart.get(startMs);
            changes.accept(key(startMs), count == null ? null : bytes(count));
        }
    }

    @Override
    public void markPersisted() {
        crowdIfAt("markPersisted");
        for (long startMs : dirtyStarts) {
            if (countByStart.containsKey(startMs)) {
                persistedStarts.add(startMs);
            } else {
                persistedStarts.remove(startMs);
            }
        }
        dirtyStarts.clear();
    }

    @Override
    public void evictTo(LocalRows rows) {}

    @Override
    public List<byte[]> rowPrefixes() {
        return List.of(new byte[] {1});
    }

    @Override
    public void restoreStreamTime(long timeMs) {
        streamTimeMs = timeMs;
    }

    @Override
    public void restore(byte[] key, byte[] value) {
        long startMs = ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
        countByStart.put(startMs, ByteBuffer.wrap(value).getLong());
        changedStarts.add(startMs);
        persistedStarts.add(startMs);
    }

    @Override
    public void restored() {}

    @Override
    public long heapBytes() {
        return isCrowded ? Long.MAX_VALUE / 4 : 0;
    }

    @Override
    public void evict(long targetBytes) {
        Throwable failure = failures.poll();
        if (failure != null) {
            throwIt(failure);
        }
        isCrowded = false;
    }

    @Override
    public Keys keys() {
        return new Keys(countByStart.size(), 0, 0);
    }

    private static byte[] key(long startMs) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) 1)
                .putLong(startMs)
                .array();
    }

    private static byte[] bytes(long count) {
        return ByteBuffer.allocate(Long.BYTES).putLong(count).array();
    }

    /** The values of outputs as text. */
    static List<String> texts(List<ProducerRecord<byte[], byte[]>> outputs) {
        List<String> texts = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> output : outputs) {
            texts.add(output.topic() + " " + new String(output.value(), UTF_8));
        }
        return texts;
    }
}

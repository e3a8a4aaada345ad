package io.pitwall.benchmarks.restore;

import io.pitwall.sink.state.Commit;
import io.pitwall.sink.state.CommitOutcome;
import io.pitwall.sink.state.Counters;
import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.ShardState;
import io.pitwall.sink.state.StateChange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What lies in the changelog of each shard: rows whose values are half random and half alike, in another order each time.
 *
 * @param rowBytes length of a row's value
 * @param versions how often each row is written
 * @param wantedBytes keys and values of one changelog
 */
record Changelogs(int rowBytes, int versions, long wantedBytes) {

    /** The first byte of every value, as of a state row. */
    static final byte FORMAT_VERSION = 1;

    private static final int KEY_BYTES = 13;
    private static final int ROWS_PER_COMMIT = 10_000;
    /** Odd, so that steps of it visit every row before they come to one again. */
    private static final long STEP = 1_000_003;

    /** Different rows of a shard. */
    long rows() {
        return Math.max(1, wantedBytes / versions / (KEY_BYTES + rowBytes));
    }

    /** Records of a changelog, its markers left aside. */
    long records() {
        return rows() * versions;
    }

    /** Keys and values of a changelog. */
    long bytes() {
        return records() * (KEY_BYTES + rowBytes);
    }

    /** Writes a shard's changelog as a task does. */
    void fill(ShardState shard, int seed) {
        Random random = new Random(seed);
        List<StateChange> changes = new ArrayList<>(ROWS_PER_COMMIT);
        long sequence = 0;
        for (long record = 0; record < records(); record++) {
            changes.add(new StateChange(key(Math.floorMod(record * STEP, rows())), value(random)));
            if (changes.size() == ROWS_PER_COMMIT || record == records() - 1) {
                commit(shard, changes, ++sequence);
                changes.clear();
            }
        }
    }

    private static void commit(ShardState shard, List<StateChange> changes, long sequence) {
        // At the start of the input, which has no rows.
        Marker marker = new Marker(sequence, 0, sequence, 0, Counters.ZERO, shard.inputTopicId(), 1);
        CommitOutcome outcome = shard.commit(new Commit(List.of(), changes, marker));
        if (!(outcome instanceof CommitOutcome.Committed)) {
            throw new IllegalStateException("Filling the changelog failed: " + outcome);
        }
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(KEY_BYTES)
                .put((byte) 1)
                .putInt(0)
                .putLong(number)
                .array();
    }

    private byte[] value(Random random) {
        ByteBuffer value = ByteBuffer.allocate(rowBytes).put(FORMAT_VERSION);
        while (value.remaining() >= 2 * Long.BYTES) {
            value.putLong(random.nextLong()).putLong(0);
        }
        return value.array();
    }

    /** Reads all rows of a shard; throws where one is missing. */
    void check(ShardState shard) {
        long[] found = {0};
        shard.forEachRow((key, value) -> found[0] += value.length == rowBytes ? 1 : 0);
        if (found[0] != rows()) {
            throw new IllegalStateException("Expected " + rows() + " rows, found " + found[0]);
        }
    }

    /** Reads a changelog as any consumer would. */
    void read(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long found = 0;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                found += record.key().length == KEY_BYTES ? 1 : 0;
            }
        }
        if (found != records()) {
            throw new IllegalStateException("Expected " + records() + " records in " + partition + ", found " + found);
        }
    }
}

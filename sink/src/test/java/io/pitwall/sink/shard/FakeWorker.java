package io.pitwall.sink.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.sink.state.InMemoryBroker;
import io.pitwall.sink.state.InputCheck;
import io.pitwall.sink.state.LocalState;
import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.QueryIdentity;
import io.pitwall.sink.state.Requester;
import io.pitwall.sink.state.ShardId;
import io.pitwall.sink.state.ShardState;
import io.pitwall.sink.state.SimulatedDisk;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A worker around the shards of one task and one input partition, as {@code WorkerSinkTask} goes about it: rewind, poll what
 * is not paused, put. Time moves when told, background work runs when told. A crash forgets everything in memory; input,
 * broker and state directory stay.
 */
final class FakeWorker implements SinkTaskContext {

    static final TopicPartition ROWS = new TopicPartition("rows", 0);
    static final long COMMIT_INTERVAL_MS = 200;
    static final long IDLE_TIMEOUT_MS = 5_000;
    static final long MAX_OUTBOX_BYTES = 2_000;

    final InMemoryBroker broker = new InMemoryBroker();
    final List<Object> input = new ArrayList<>();
    final Deque<Runnable> background = new ArrayDeque<>();
    private final Deque<Runnable> looks = new ArrayDeque<>();
    final FakeGauges gauges = new FakeGauges();
    final List<String> reported = new ArrayList<>();
    final Deque<Throwable> queryFailures = new ArrayDeque<>();
    Uuid inputTopicId = new Uuid(1, 1);
    private Uuid openedInputTopicId = inputTopicId;
    String query = "count per 10 ms";
    OnQueryChange onQueryChange = OnQueryChange.FAIL;
    long updateIntervalMs = -1;
    boolean hasLateTopic = true;
    boolean hasReporter = true;
    CompletableFuture<Void> reportOutcome = CompletableFuture.completedFuture(null);
    boolean isBrokerReachable = true;
    /** Offsets that transforms drop before they reach the task. */
    final Set<Long> dropped = new HashSet<>();

    Path stateDirectory;
    /** In the place of a real one. */
    @Nullable
    SimulatedDisk disk;

    int commitRequests;
    OptionalLong groupOffset = OptionalLong.empty();

    private final Set<TopicPartition> assignment = new HashSet<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private long consumerPosition;
    private long nowMs = 1_000_000;
    private Shards shards;
    private @Nullable RuntimeException openingFailure;
    private final Map<TopicPartition, RuntimeException> failingPartitions = new HashMap<>();

    FakeWorker(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
        shards = newShards();
    }

    private Shards newShards() {
        LateRows lateRows = new LateRows(hasLateTopic ? Optional.of(FakeWorker::lateRecord) : Optional.empty());
        ErrantRecordReporter reporter = (record, error) -> {
            reported.add(record.originalKafkaOffset() + " " + error.getMessage());
            return reportOutcome;
        };
        ShardScope scope = new ShardScope(
                this::openState,
                new ShardScope.Queries(() -> new FakeQuery(queryFailures), new QueryIdentity(query), onQueryChange),
                new InputEnd(),
                new TopicLooks(this::changedTopics, looks::add),
                new Rejections(hasReporter ? reporter : null),
                lateRows,
                gauges,
                new ShardScope.Limits(COMMIT_INTERVAL_MS, IDLE_TIMEOUT_MS, updateIntervalMs, MAX_OUTBOX_BYTES),
                () -> new Now(nowMs, nowMs - 500_000),
                background::add,
                background::add);
        return new Shards(scope, this);
    }

    private ShardState openState(TopicPartition partition, Requester requester) {
        requireBroker();
        RuntimeException failure = failingPartitions.get(partition);
        if (failure != null) {
            throw failure;
        }
        if (openingFailure != null) {
            throw openingFailure;
        }
        ShardId id = new ShardId("crash", partition.topic(), partition.partition());
        ShardState state = ShardState.open(
                id,
                inputTopicId,
                broker.newChangelog(),
                disk == null ? new LocalState(stateDirectory, 32 << 20) : disk.localState(stateDirectory),
                () -> nowMs,
                requester);
        InputCheck.requireSame(state, topicId -> Optional.empty());
        openedInputTopicId = inputTopicId;
        return state;
    }

    private Set<TopicPartition> changedTopics() {
        return inputTopicId.equals(openedInputTopicId) ? Set.of() : Set.of(ROWS);
    }

    private static ProducerRecord<byte[], byte[]> lateRecord(SinkRecord row, Lateness lateness, long streamTimeMs) {
        String text = "offset " + row.originalKafkaOffset() + " by " + lateness.lateByMs() + " for "
                + lateness.windowStartMs() + ".." + lateness.windowEndMs() + " at " + streamTimeMs;
        return new ProducerRecord<>("late", text.getBytes(UTF_8));
    }

    /** Nothing is drained while the broker is away. */
    private final class InputEnd implements DrainProbe {
        @Override
        public boolean isDrained(TopicPartition partition, long fromOffset) {
            requireBroker();
            return fromOffset >= input.size();
        }

        @Override
        public void close() {}
    }

    private void requireBroker() {
        if (!isBrokerReachable) {
            throw new TimeoutException("no broker");
        }
    }

    void failOpening(RuntimeException failure) {
        openingFailure = failure;
    }

    /** Tells the task a read position, as right after a rewind that the worker has not made yet. */
    void claimToHaveRead(long offset) {
        var unused = shards.commit(Map.of(ROWS, new OffsetAndMetadata(offset)));
    }

    void assign() {
        assignSilently();
        commitOffsets();
    }

    /** Assigns, and does not tell yet where the consumer stands. */
    void assignSilently() {
        assignment.add(ROWS);
        consumerPosition = groupOffset.orElse(0);
        shards.open(List.of(ROWS));
        rewind();
    }

    /** Assigns a second partition whose state cannot be opened. */
    void assignOneThatFails(TopicPartition partition, RuntimeException failure) {
        failingPartitions.put(partition, failure);
        assignment.add(partition);
        shards.open(List.of(partition));
    }

    boolean isPaused(TopicPartition partition) {
        return paused.contains(partition);
    }

    /** Assigns and lets the restore end. */
    void assignAndRestore() {
        assign();
        runBackground();
        tick(0);
    }

    /** As on a rebalance: offsets are committed first. */
    void revoke() {
        commitOffsets();
        shards.close(List.of(ROWS));
        assignment.clear();
        paused.clear();
    }

    /** As after a session timeout: nobody asks for offsets. */
    void lose() {
        shards.close(List.of(ROWS));
        assignment.clear();
        paused.clear();
    }

    /** The partition goes without the task being told. */
    void loseSilently() {
        assignment.clear();
        paused.clear();
    }

    /** The process dies. What it had open stays open, as in a task that hangs, until somebody else takes it. */
    void crash() {
        background.clear();
        looks.clear();
        assignment.clear();
        paused.clear();
        rewinds.clear();
        shards = newShards();
    }

    /** Those of the task as it runs now; they outlive a crash in whoever keeps them. */
    Shards shards() {
        return shards;
    }

    void commitOffsets() {
        Map<TopicPartition, OffsetAndMetadata> committed =
                shards.commit(Map.of(ROWS, new OffsetAndMetadata(consumerPosition)));
        if (committed.containsKey(ROWS)) {
            groupOffset = OptionalLong.of(committed.get(ROWS).offset());
        }
    }

    /** Another topic of the same name takes the place of the input; the consumer goes on where it was. */
    void recreateInput() {
        inputTopicId = new Uuid(inputTopicId.getMostSignificantBits() + 1, 0);
        input.clear();
    }

    /** The consumer goes there by itself, as by its reset policy. */
    void startReadingAt(long offset) {
        consumerPosition = offset;
    }

    void send(Object... values) {
        input.addAll(List.of(values));
    }

    /** Polls at most this many records and puts them, perhaps none. */
    void poll(int maxRecords) {
        rewind();
        List<SinkRecord> batch = new ArrayList<>();
        for (int polled = 0; polled < maxRecords && canPoll(); polled++) {
            if (!dropped.contains(consumerPosition)) {
                batch.add(record(consumerPosition));
            }
            consumerPosition++;
        }
        shards.put(batch);
    }

    /** Polls, and is woken up inside a rebalance of another partition: what it has polled is lost on the way. */
    void loseRecordsInARebalance(int records) {
        shards.close(List.of(new TopicPartition("rows", 1)));
        consumerPosition += records;
    }

    private boolean canPoll() {
        return assignment.contains(ROWS) && !paused.contains(ROWS) && consumerPosition < input.size();
    }

    /** Puts records as they lie in a batch that was fetched before the partition went. */
    void deliverStale(long fromOffset, long toOffset) {
        List<SinkRecord> batch = new ArrayList<>();
        for (long offset = fromOffset; offset < toOffset; offset++) {
            batch.add(record(offset));
        }
        shards.put(batch);
    }

    void pollAll() {
        poll(Integer.MAX_VALUE);
    }

    /** Time passes in which the worker does not look in. */
    void letPass(long elapsedMs) {
        nowMs += elapsedMs;
    }

    /** Time passes, then the worker looks in with an empty batch. */
    void tick(long elapsedMs) {
        letPass(elapsedMs);
        rewind();
        shards.put(List.of());
    }

    /** Time passes inside a call, or on the way to the next. */
    void stall(long elapsedMs) {
        nowMs += elapsedMs;
    }

    /** Ticks, polls and restores until all input is committed. */
    void settle() {
        for (int round = 0; round < 20; round++) {
            settleBriefly();
        }
    }

    void settleBriefly() {
        tick(COMMIT_INTERVAL_MS);
        runBackground();
        pollAll();
    }

    void runBackground() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
        while (!looks.isEmpty()) {
            looks.remove().run();
        }
    }

    void stop() {
        shards.closeAll();
        runBackground();
    }

    boolean isPaused() {
        return paused.contains(ROWS);
    }

    long position() {
        return consumerPosition;
    }

    /** The marker of the latest commit. */
    Marker lastMarker() {
        List<Marker> markers = broker.markers();
        return markers.get(markers.size() - 1);
    }

    List<String> outputs() {
        return FakeQuery.texts(broker.outputs());
    }

    private SinkRecord record(long offset) {
        // Renamed by a transform: where a record came from is only in the original coordinates.
        return new SinkRecord(
                "renamed",
                99,
                null,
                "key",
                null,
                input.get((int) offset),
                offset,
                0L,
                TimestampType.CREATE_TIME,
                null,
                "rows",
                0,
                offset);
    }

    private void rewind() {
        Long offset = rewinds.remove(ROWS);
        if (offset != null) {
            consumerPosition = offset;
        }
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        offsets.forEach(this::offset);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        requireAssigned(partition);
        rewinds.put(partition, offset);
    }

    @Override
    public void timeout(long timeoutMs) {}

    @Override
    public Set<TopicPartition> assignment() {
        return Set.copyOf(assignment);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            requireAssigned(partition);
            paused.add(partition);
        }
    }

    @Override
    public void resume(TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            requireAssigned(partition);
            paused.remove(partition);
        }
    }

    private void requireAssigned(TopicPartition partition) {
        if (!assignment.contains(partition)) {
            throw new IllegalStateException(partition + " is not assigned: the worker would end the task");
        }
    }

    @Override
    public void requestCommit() {
        commitRequests++;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    @Override
    public @Nullable PluginMetrics pluginMetrics() {
        return null;
    }
}

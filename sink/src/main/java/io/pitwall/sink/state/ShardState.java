package io.pitwall.sink.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable state of one shard, opened by its one writer: the changelog, and the local directory behind it.
 *
 * <p>The order is what makes a crash harmless: a commit is in Kafka before it is in the directory, so the directory never
 * holds what readers cannot see, and whatever it misses is replayed when the shard is opened.
 */
public final class ShardState implements AutoCloseable {

    /** Half of how long a changelog that we have made remembers removals: replaying from an older place could miss some. */
    static final long MAX_LOCAL_AGE_MS = TimeUnit.HOURS.toMillis(12);

    private static final long MEASURE_EVERY_MS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ShardState.class);

    private final ShardId id;
    private final Uuid inputTopicId;
    private final Changelog changelog;
    private final Claim claim;
    private final LongSupplier wallClockMs;
    private final HeapShare memory;

    private StateCache local;
    private LocalPosition position;

    private long localBytes;
    private long measuredAtMs;

    private ShardState(
            ShardId id,
            Uuid inputTopicId,
            Changelog changelog,
            Claim claim,
            StateCache local,
            LocalPosition position,
            LongSupplier wallClockMs,
            HeapShare memory) {
        this.id = id;
        this.inputTopicId = inputTopicId;
        this.changelog = changelog;
        this.claim = claim;
        this.local = local;
        this.position = position;
        this.wallClockMs = wallClockMs;
        this.memory = memory;
    }

    /**
     * Takes the shard over and brings its directory up to date with the changelog. Blocks for as long as that takes.
     *
     * @param changelog closed with this state, or right away when opening fails
     * @param requester asked now and then whether he still wants it
     * @throws LocalStateException where the directory cannot be used, or its disk is full
     */
    public static ShardState open(
            ShardId id,
            Uuid inputTopicId,
            Changelog changelog,
            LocalState localState,
            LongSupplier wallClockMs,
            Requester requester) {
        Path directory = id.directory(localState.directory());
        requireWanted(id, requester);
        // First, since what cannot be opened must not be taken from whoever has it.
        StateCaches caches = localState.caches();
        caches.prepare(directory);
        Claim claim = Claim.take(directory);
        HeapShare memory = localState.memory().newShare();
        try {
            claim.whileHeld(() -> {
                requireWanted(id, requester);
                changelog.open();
                return changelog;
            });
            StateCache local = claim.open(() -> caches.open(directory));
            LocalPosition begun = new LocalPosition(changelog.topicId(), id.partition(), 0, LocalPosition.NEVER);
            ShardState state = new ShardState(id, inputTopicId, changelog, claim, local, begun, wallClockMs, memory);
            state.catchUp(caches, requester);
            return state;
        } catch (RuntimeException | Error e) {
            memory.close();
            claim.close();
            changelog.close();
            throw e;
        }
    }

    /** An opening that comes too late must not take the shard from its next owner. */
    private static void requireWanted(ShardId id, Requester requester) {
        if (requester.isAbandoned()) {
            throw new ShardLostException("The partition of " + id + " was taken away before its state was opened");
        }
    }

    private void catchUp(StateCaches caches, Requester requester) {
        Changelog.OffsetRange offsets = changelog.offsets();
        Optional<LocalPosition> kept = claim.whileHeld(() -> local.position());
        kept.ifPresent(found -> LostState.warnIfAny(id, found, changelog.topicId(), offsets));
        Optional<LocalPosition> usable = kept.filter(found -> isUsable(found, offsets));
        if (usable.isPresent()) {
            position = usable.get();
            replay(offsets, requester);
        } else {
            startOver(caches, offsets);
            replay(offsets, requester);
            claim.whileHeld(() -> {
                local.flush();
                return local;
            });
        }
    }

    private void replay(Changelog.OffsetRange offsets, Requester requester) {
        RestoreMeter meter = new RestoreMeter(id, position.nextOffset(), offsets.end(), wallClockMs, requester);
        Changelog.Batches batches = (changes, nextOffset) -> {
            applyLocally(changes, nextOffset);
            meter.replayed(changes, nextOffset);
        };
        ReplayTurn.run(
                id,
                offsets.end() - position.nextOffset(),
                requester,
                () -> changelog.replay(position.nextOffset(), batches, requester));
        applyCaughtUp();
        log.info(
                "State of {} is up to date with its changelog at offset {}: {}",
                id,
                position.nextOffset(),
                meter.summary());
    }

    private void applyCaughtUp() {
        claim.whileHeld(() -> {
            LocalPosition moved = position.caughtUp(wallClockMs.getAsLong());
            local.write(List.of(), moved);
            measure();
            position = moved;
            return moved;
        });
    }

    private boolean isUsable(LocalPosition found, Changelog.OffsetRange offsets) {
        boolean isCaughtUp = found.caughtUpAtMs() != LocalPosition.NEVER;
        return isCaughtUp
                && found.isOfLog(changelog.topicId(), id.partition())
                && offsets.contains(found.nextOffset())
                && wallClockMs.getAsLong() - found.caughtUpAtMs()
                        <= Math.min(MAX_LOCAL_AGE_MS, changelog.removalsKeptMs() / 2);
    }

    private void startOver(StateCaches caches, Changelog.OffsetRange offsets) {
        if (offsets.end() > offsets.start()) {
            log.info(
                    "Local state of {} is missing or outdated; restoring offsets {} to {} of {}. Results pause until it"
                            + " ends.",
                    id,
                    offsets.start(),
                    offsets.end(),
                    id.changelogTopic());
        }
        Path directory = local.directory();
        local = claim.open(() -> caches.openEmpty(directory));
        position = new LocalPosition(changelog.topicId(), id.partition(), offsets.start(), LocalPosition.NEVER);
    }

    private void applyLocally(List<StateChange> changes, long nextOffset) {
        claim.whileHeld(() -> {
            LocalPosition moved = position.at(nextOffset);
            local.write(changes, moved);
            position = moved;
            return moved;
        });
    }

    private void measureIfDue() {
        if (wallClockMs.getAsLong() - measuredAtMs >= MEASURE_EVERY_MS) {
            measure();
        }
    }

    private void measure() {
        localBytes = local.bytes();
        measuredAtMs = wallClockMs.getAsLong();
    }

    /** About what the local copy took when it was last measured. On the thread that commits. */
    public long localBytes() {
        return localBytes;
    }

    public ShardId id() {
        return id;
    }

    /** The incarnation of the input topic that the shard reads now; its marker may tell of an earlier one. */
    public Uuid inputTopicId() {
        return inputTopicId;
    }

    /** The marker of the last commit, as found on opening; empty for a shard that has never committed. */
    public Optional<Marker> marker() {
        return claim.whileHeld(() -> local.marker());
    }

    /** The query of the last commit, whose fingerprint is in the marker; empty for a shard that has never committed. */
    public Optional<QueryIdentity> query() {
        return claim.whileHeld(() -> local.query());
    }

    /**
     * Hands over the state rows as found on opening, each once, in order of what follows these prefixes of their keys: so rows
     * that differ in nothing else come together, those of an earlier prefix first.
     */
    public void forEachRow(List<byte[]> prefixes, BiConsumer<byte[], byte[]> rows) {
        claim.whileHeld(() -> {
            MergedRows.forEach(local, prefixes, rows);
            return local;
        });
    }

    /** The rows as of the last commit, with an index of the caller's beside them, which is empty at first. */
    public LocalRows localRows() {
        return claim.whileHeld(() -> {
            local.clearIndex();
            return new LocalRows(claim, () -> local);
        });
    }

    /** What the shard may take of the worker's memory for state. */
    public HeapShare memory() {
        return memory;
    }

    /** Hands over the state rows as found on opening, each once. */
    public void forEachRow(BiConsumer<byte[], byte[]> rows) {
        claim.whileHeld(() -> {
            local.forEachRow(rows);
            return local;
        });
    }

    /** One transaction in Kafka and, once that is done, one batch in the local directory. */
    public CommitOutcome commit(Commit commit) {
        Changelog.Result result = changelog.commit(commit);
        return result.outcome() instanceof CommitOutcome.Committed committed
                ? cache(commit, result.nextOffset(), committed)
                : result.outcome();
    }

    /** A write that fails ends the use of the directory: a later one on top would leave a hole. */
    private CommitOutcome cache(Commit commit, long nextOffset, CommitOutcome.Committed committed) {
        List<StateChange> changes = new ArrayList<>(commit.changes());
        changes.add(commit.marker().toChange());
        LocalPosition moved = position.at(nextOffset).caughtUp(wallClockMs.getAsLong());
        try {
            claim.whileHeld(() -> {
                local.write(changes, moved);
                measureIfDue();
                return moved;
            });
        } catch (LocalStateException | ShardLostException e) {
            return new CommitOutcome.Uncached(e);
        }
        position = moved;
        return committed;
    }

    /** Takes a moment: what the directory holds is flushed. */
    @Override
    public void close() {
        changelog.close();
        claim.close();
        memory.close();
    }
}

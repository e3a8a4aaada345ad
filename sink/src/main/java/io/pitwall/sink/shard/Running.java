package io.pitwall.sink.shard;

import io.pitwall.sink.state.Commit;
import io.pitwall.sink.state.CommitOutcome;
import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.ShardState;
import io.pitwall.sink.state.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shard at work: rows go into the query, what comes out waits in the outbox, and commits make both last. */
final class Running implements Phase {

    private static final Logger log = LoggerFactory.getLogger(Running.class);

    /**
     * Most commits that one call waits for while stream time is on its way; the next call goes on. Each takes as much as an
     * outbox holds, and the worker must be back at its consumer in time.
     */
    private static final int MAX_COMMITS_AMID_ADVANCE = 16;

    private final ShardScope scope;
    private final InputPartition input;
    private final ShardView view;
    private final ShardState state;
    private final ShardQuery query;
    private final Tally tally;
    private final Room room;
    private final Outbox outbox;
    private final IdleClosing idleClosing;
    private final UpdateRounds updateRounds;

    /** Of the last commit. */
    private Marker marker;

    private List<StateChange> firstChanges;
    /** Where this began to read, which is where to go back to until there is a commit. */
    private final long start;
    /** The first input offset that the query has not seen. */
    private long position;

    private long idleAdvances;
    private long nextCommitAtMs;
    private int failures;
    private boolean isHeld;
    /** Left of {@link #MAX_COMMITS_AMID_ADVANCE}, for all rows of a batch and the look after them. */
    private int commitsAmidAdvance = MAX_COMMITS_AMID_ADVANCE;
    /** Whether records may be missing between the position and what comes next. */
    private boolean isInDoubt;

    Running(
            ShardScope scope,
            InputPartition input,
            ShardView view,
            Restored restored,
            long start,
            int failures,
            Now now) {
        this.scope = scope;
        this.input = input;
        this.view = view;
        this.failures = failures;
        state = restored.state();
        query = restored.query();
        marker = restored.marker();
        firstChanges = restored.firstChanges();
        this.start = start;
        position = start;
        idleAdvances = marker.idleAdvances();
        tally = new Tally(marker.counters());
        room = new Room(input.partition(), query, state.memory());
        outbox = new Outbox(tally, scope.limits().maxOutboxBytes(), room);
        nextCommitAtMs = now.elapsedMs() + scope.limits().commitIntervalMs();
        updateRounds = new UpdateRounds(scope.limits().updateIntervalMs(), now);
        idleClosing = new IdleClosing(
                input.partition(),
                scope.limits().idleTimeoutMs(),
                scope.drainProbe(),
                scope.background(),
                input::requestReadPosition,
                now);
        view.running(failures, marker, tally, stateSize());
    }

    @Override
    public Phase accept(SinkRecord record, Now now) {
        long offset = record.originalKafkaOffset();
        if (isInDoubt) {
            return this;
        }
        if (offset < position) {
            // Read before; or the topic is another one, whose offsets begin again.
            scope.topicLooks().lookSoon();
            return this;
        }
        boolean isTaken = true;
        try {
            isTaken = take(record, now);
        } catch (RejectedRowException e) {
            scope.rejections().reject(record, e, now);
            tally.countRejected(e);
        } catch (RuntimeException | Error e) {
            return giveUp(e, now);
        }
        if (!isTaken) {
            return commitAndAcceptAgain(record, now);
        }
        position = offset + 1;
        return outbox.isFull() ? makeRoom(now) : this;
    }

    /** First of what is safe: that takes no commit. */
    private Phase makeRoom(Now now) {
        if (isHeld) {
            return this;
        }
        boolean isRoomMade;
        try {
            isRoomMade = room.makeOfSafe(outbox.bytes());
        } catch (RuntimeException | Error e) {
            return giveUp(e, now);
        }
        return outbox.isFull() || !isRoomMade ? commitNow(now) : this;
    }

    /** False if the row is to come again after a commit. */
    private boolean take(SinkRecord record, Now now) {
        ShardQuery.Fate fate = query.accept(record, now.wallMs(), outbox);
        if (fate == ShardQuery.Fate.AWAITED) {
            return false;
        }
        if (fate == ShardQuery.Fate.LATE) {
            scope.lateRows().take(record, query.lateness(), query.streamTimeMs(), outbox, now);
        }
        if (fate != ShardQuery.Fate.FILTERED) {
            idleClosing.rowAccepted(now);
        }
        tally.count(fate);
        return true;
    }

    /** The commit says that the row is still to come; a successor reads it again. So does this shard if it cannot go on now. */
    private Phase commitAndAcceptAgain(SinkRecord record, Now now) {
        if (!mayCommitAmidAdvance()) {
            isInDoubt = true;
            return this;
        }
        Phase after = commitAmidAdvance(now);
        return after == this ? accept(record, now) : after;
    }

    private boolean mayCommitAmidAdvance() {
        return !isHeld && commitsAmidAdvance > 0;
    }

    private Phase commitAmidAdvance(Now now) {
        commitsAmidAdvance--;
        return commit(now);
    }

    @Override
    public Phase tick(Now now) {
        idleClosing.workerLookedIn();
        try {
            var unused = room.makeOfSafe(outbox.bytes());
        } catch (RuntimeException | Error e) {
            return giveUp(e, now);
        }
        rewindIfInDoubt();
        Phase after = letTimePass(now);
        commitsAmidAdvance = MAX_COMMITS_AMID_ADVANCE;
        return after == this && isCommitDue(now) ? commitIfAny(now) : after;
    }

    private Phase letTimePass(Now now) {
        try {
            if (query.goOn(outbox)) {
                advanceIfIdle(now);
            }
            if (query.goOn(outbox) || !mayCommitAmidAdvance()) {
                return this;
            }
        } catch (RuntimeException | Error e) {
            return giveUp(e, now);
        }
        Phase after = commitAmidAdvance(now);
        return after == this ? letTimePass(now) : after;
    }

    /**
     * Has the next batch read again. A worker that is paused or resumed inside a rebalance throws away the records of the poll
     * that the rebalance was part of, and goes on after them.
     */
    @Override
    public void rebalancing() {
        isInDoubt = true;
    }

    /** To where the next owner would begin: the worker takes the offset of a rewind for a committed one. */
    private void rewindIfInDoubt() {
        if (isInDoubt) {
            isInDoubt = false;
            input.rewindTo(committedOffset().orElse(start));
            idleClosing.rewinding();
        }
    }

    private void advanceIfIdle(Now now) {
        if (!idleClosing.mayMoveBy(query.closesInMs(), now) || !query.hasOpenWindows()) {
            return;
        }
        long advanceMs = idleClosing.advanceMs(position, now);
        if (advanceMs == 0) {
            return;
        }
        int before = outbox.records().size();
        query.advanceTo(query.streamTimeMs() + advanceMs, outbox);
        if (outbox.records().size() > before) {
            idleAdvances++;
        }
    }

    private boolean isCommitDue(Now now) {
        boolean isUrgent = outbox.isUrgent() || updateRounds.isUnderWay();
        return now.elapsedMs() >= nextCommitAtMs || (isUrgent && !isHeld);
    }

    private boolean hasUncommitted() {
        return position != marker.nextInputOffset() || !outbox.isEmpty() || query.hasChanges();
    }

    /** After a failed commit the next one waits its time: a worker that stops must not wait for a dead broker. */
    @Override
    public Phase commitNow(Now now) {
        return isHeld ? this : commitIfAny(now);
    }

    private Phase commitIfAny(Now now) {
        try {
            updateRounds.giveIfDue(query, outbox, now);
        } catch (RuntimeException | Error e) {
            return giveUp(e, now);
        }
        return hasUncommitted() ? commit(now) : this;
    }

    private Phase commit(Now now) {
        scope.rejections().awaitReports();
        Marker next = marker.next(position, query.streamTimeMs(), idleAdvances, tally.counters());
        List<StateChange> changes = changes();
        view.committing(changes.size());
        CommitOutcome outcome = state.commit(new Commit(outbox.records(), changes, next));
        if (outcome instanceof CommitOutcome.Aborted aborted) {
            return holdUntilRetry(aborted.cause(), now);
        }
        if (outcome instanceof CommitOutcome.Lost lost) {
            view.commitLost(lost.cause());
            return toRestoring("the outcome of a commit is unknown, or the shard was taken over", lost.cause(), now);
        }
        if (outcome instanceof CommitOutcome.Uncached uncached) {
            return toRestoring("a commit is in Kafka, but not in the local state", uncached.cause(), now);
        }
        return committed(next, now);
    }

    private List<StateChange> changes() {
        List<StateChange> changes = new ArrayList<>(firstChanges);
        query.forEachChange((key, value) -> changes.add(new StateChange(key, value)));
        return changes;
    }

    private Phase committed(Marker next, Now now) {
        marker = next;
        firstChanges = List.of();
        outbox.clear();
        query.markPersisted();
        try {
            room.make();
        } catch (RuntimeException | Error e) {
            return giveUp(e, now);
        }
        view.committed(marker, tally, stateSize());
        failures = 0;
        nextCommitAtMs = now.elapsedMs() + scope.limits().commitIntervalMs();
        if (isHeld) {
            isHeld = false;
            input.release();
        }
        return this;
    }

    private StateSize stateSize() {
        return new StateSize(query.liveKeys(), query.persistedRows(), state.localBytes(), room.use());
    }

    /** Nothing is lost, the whole commit is tried again; rows wait in Kafka meanwhile, so that memory stays bounded. */
    private Running holdUntilRetry(Exception cause, Now now) {
        failures++;
        nextCommitAtMs = now.elapsedMs() + Backoff.afterMs(failures);
        isHeld = true;
        input.hold();
        view.commitAborted(cause, failures);
        log.warn(
                "Commit {} of {} was aborted; trying again in {} ms",
                marker.sequence() + 1,
                input.partition(),
                Backoff.afterMs(failures),
                cause);
        return this;
    }

    /**
     * A query that threw may stand between two states, with windows taken out and not given out. Nothing of it may be
     * committed any more, and a worker asks for a commit even once the task has failed.
     */
    private Phase giveUp(Throwable failure, Now now) {
        if (failure instanceof RetriableException) {
            return toRestoring("the query cannot go on for now", failure, now);
        }
        letGo();
        Failed failed =
                Failed.of("The query over " + input.partition() + " failed after offset " + (position - 1), failure);
        view.stopped(failed.reason());
        return failed;
    }

    /** The changelog tells what was committed; the input is read again from wherever it says. */
    private Restoring toRestoring(String reason, @Nullable Throwable cause, Now now) {
        failures++;
        log.warn(
                "{} stands at commit {} and is opened again in {} ms: {}",
                input.partition(),
                marker.sequence(),
                Backoff.afterMs(failures),
                cause == null ? reason : reason + " (" + cause + ")");
        log.debug("{} is opened again", input.partition(), cause);
        input.hold();
        letGo();
        view.restoring(failures, reason);
        return Restoring.again(scope, input, view, failures, new Origin(start, marker.sequence()), now);
    }

    /** What was read since the last commit may be another topic's, so it is not committed. */
    @Override
    public Phase topicsChanged(Now now) {
        return toRestoring("its input topic or its changelog is not what it was", null, now);
    }

    @Override
    public void polledUpTo(long offset, Now now) {
        idleClosing.polledUpTo(offset, now);
    }

    @Override
    public OptionalLong committedOffset() {
        return marker.isPlaced() ? OptionalLong.of(marker.nextInputOffset()) : OptionalLong.empty();
    }

    @Override
    public Closed close() {
        log.info(
                "{} is let go after commit {}; since it began: {}",
                input.partition(),
                marker.sequence(),
                LastCommit.of(marker, tally).summary());
        letGo();
        return new Closed();
    }

    /** Whoever takes the shard next does not wait for it to be closed: opening it anew does that, too. */
    private void letGo() {
        scope.background().execute(state::close);
    }
}

package io.pitwall.sink.shard;

import io.pitwall.sink.shard.ShardStatus.Activity;
import io.pitwall.sink.state.LocalState;
import io.pitwall.sink.state.Marker;
import io.pitwall.sink.state.RestoreProgress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What of a shard can be seen from outside, through all its phases. The task's thread says what happens; any thread may ask
 * for the {@link #status} at any time.
 */
final class ShardView {

    private static final Doing RUNNING = new Doing(Activity.RUNNING, "", 0);

    private final Supplier<Now> clock;
    private final CommitTimes times = new CommitTimes();
    private final AtomicLong aborted = new AtomicLong();
    private final AtomicLong fences = new AtomicLong();
    private volatile Doing doing = new Doing(Activity.RESTORING, "", 0);
    private volatile Optional<LastCommit> lastCommit = Optional.empty();
    private volatile StateSize state = StateSize.NONE;
    private volatile long dirtyRows;
    private volatile Supplier<RestoreProgress> restore = () -> RestoreProgress.NONE;

    private record Doing(Activity activity, String reason, int failures) {}

    ShardView(Supplier<Now> clock) {
        this.clock = clock;
    }

    /** It is to be opened, after so many failures in a row. */
    void restoring(int failures, String reason) {
        times.giveUp();
        doing = new Doing(Activity.RESTORING, reason, failures);
    }

    /** An attempt to open it has begun. */
    void opening(Supplier<RestoreProgress> progress) {
        restore = progress;
    }

    void restoreFailed(Throwable cause, int failures) {
        countIfFenced(cause);
        restoring(failures, "opening failed: " + told(cause));
    }

    void running(int failures, Marker marker, Tally tally, StateSize size) {
        doing = new Doing(Activity.RUNNING, "", failures);
        lastCommit = Optional.of(LastCommit.of(marker, tally));
        state = size;
        // Not what restored it: that holds the restored state, which must not outlive its shard.
        RestoreProgress end = restore.get();
        RestoreProgress done = new RestoreProgress(end.rows(), end.bytes(), 1, end.elapsedMs());
        restore = () -> done;
    }

    void committing(int stateRows) {
        dirtyRows = stateRows;
        times.begin(clock.get().elapsedMs());
    }

    void committed(Marker marker, Tally tally, StateSize size) {
        times.committed(clock.get().elapsedMs());
        lastCommit = Optional.of(LastCommit.of(marker, tally));
        state = size;
        doing = RUNNING;
    }

    void commitAborted(Throwable cause, int failures) {
        aborted.incrementAndGet();
        doing = new Doing(Activity.HELD, "commit aborted: " + told(cause), failures);
    }

    void commitLost(Throwable cause) {
        countIfFenced(cause);
    }

    void stopped(ConnectException reason) {
        doing = new Doing(Activity.STOPPED, String.valueOf(reason.getMessage()), doing.failures());
    }

    void closed() {
        doing = new Doing(Activity.CLOSED, "", 0);
    }

    private void countIfFenced(Throwable cause) {
        if (Fencing.isBehind(cause)) {
            fences.incrementAndGet();
        }
    }

    private static String told(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + ", " + cause.getMessage();
    }

    /** By any thread. */
    ShardStatus status() {
        Doing now = doing;
        return new ShardStatus(
                now.activity(),
                now.reason(),
                now.failures(),
                lastCommit,
                new CommitHistory(aborted.get(), fences.get(), dirtyRows, times.latency()),
                state,
                restore.get(),
                LocalState.damagedDirectories(),
                clock.get().wallMs());
    }
}

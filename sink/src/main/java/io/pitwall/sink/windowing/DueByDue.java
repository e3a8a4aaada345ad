package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.Advance.Step;
import io.pitwall.sink.windowing.keyed.Due;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.keyed.Reason;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Windows whose ends differ from key to key, closed by one stream time. A queue holds, for each key with windows, a time not
 * after its next closing; what comes up too early is put back. So a row in order adds nothing to the queue, and windows come
 * out in order of their closing.
 */
final class DueByDue implements Closing {

    private static final Comparator<Due> BY_TIME_AND_KEY = Comparator.comparingLong(Due::atMs)
            .thenComparing(
                    Comparator.<Due>comparingLong(due -> due.state().order()).reversed());

    private final WindowKind kind;
    private final KeyStore keys;
    private final Advance advance;
    private final WindowKind.Visitor visitor;
    private final ObjLongConsumer<KeyState> afterwards;
    private final PriorityQueue<Due> queue = new PriorityQueue<>(BY_TIME_AND_KEY);

    DueByDue(
            WindowKind kind,
            KeyStore keys,
            Advance advance,
            WindowKind.Visitor visitor,
            ObjLongConsumer<KeyState> afterwards) {
        this.kind = kind;
        this.keys = keys;
        this.advance = advance;
        this.visitor = visitor;
        this.afterwards = afterwards;
    }

    @Override
    public long clockMs(@Nullable KeyState state, long streamTimeMs) {
        return streamTimeMs;
    }

    @Override
    public void begin(long streamTimeMs) {}

    @Override
    public boolean isDue(long streamTimeMs) {
        return earliestMs() <= streamTimeMs;
    }

    @Override
    public long nextDueMs(long streamTimeMs) {
        return earliestMs();
    }

    private long earliestMs() {
        Due next = queue.peek();
        return Math.min(next == null ? WindowKind.NEVER : next.atMs(), keys.earliestDueMs(Reason.CLOSING));
    }

    /** The next key that is due by then. Those outside the heap come back before any that is due after them. */
    private @Nullable Due nextThrough(long timeMs) {
        Due next = queue.peek();
        while (loadThrough(timeMs, next)) {
            next = queue.peek();
        }
        return next != null && next.atMs() <= timeMs ? next : null;
    }

    private boolean loadThrough(long timeMs, @Nullable Due next) {
        if (next == null || next.atMs() > timeMs) {
            return keys.loadDue(Reason.CLOSING, timeMs, 0);
        }
        return keys.loadDue(Reason.CLOSING, next.atMs(), next.state().order());
    }

    @Override
    public boolean advance() {
        Due previous = null;
        for (Due next = nextThrough(advance.toMs()); next != null; next = nextThrough(advance.toMs())) {
            boolean mayStop = previous != null && BY_TIME_AND_KEY.compare(previous, next) != 0;
            if (mayStop && advance.isEnough()) {
                advance.stopBefore(Step.CLOSING, next.atMs(), next.state().order() + 1);
                return false;
            }
            queue.remove();
            if (next.state().due() == next) {
                closeAt(next.state(), next.atMs());
            }
            previous = next;
        }
        return true;
    }

    private void closeAt(KeyState state, long clockMs) {
        state.setDue(null);
        boolean hadSlices = !state.isEmpty();
        kind.close(state, clockMs - 1, clockMs, visitor);
        schedule(state, clockMs);
        if (hadSlices) {
            afterwards.accept(state, clockMs);
        }
    }

    /** Puts a key into the queue unless it is there for an earlier time; an entry for a later time counts no more. */
    private void schedule(KeyState state, long clockMs) {
        long nextMs = kind.nextCloseMs(state, clockMs);
        Due known = state.due();
        if (nextMs != WindowKind.NEVER && (known == null || nextMs < known.atMs())) {
            Due due = new Due(nextMs, state);
            state.setDue(due);
            queue.add(due);
        }
    }

    @Override
    public void rowComes(KeyState state, long timestampMs, long streamTimeMs) {}

    @Override
    public void rowEntered(KeyState state, long position, long clockMs) {
        schedule(state, clockMs);
    }

    @Override
    public void closeOutlived(KeyState state, long streamTimeMs) {}

    @Override
    public long dueMs(KeyState state) {
        Due due = state.due();
        return due == null ? WindowKind.NEVER : due.atMs();
    }

    @Override
    public void loaded(KeyState state, long dueMs, long streamTimeMs) {
        // Stream time may be on its way past when the key is due.
        long clockMs = Math.min(streamTimeMs, dueMs - 1);
        kind.dropClosed(state, clockMs);
        schedule(state, clockMs);
    }

    @Override
    public void evicted() {
        queue.removeIf(due -> due.state().isEvicted());
    }

    @Override
    public void restored(KeyState state, long streamTimeMs) {
        long clockMs = restoredClockMs(state, streamTimeMs);
        kind.dropClosed(state, clockMs);
        schedule(state, clockMs);
    }

    private long restoredClockMs(KeyState state, long streamTimeMs) {
        if (!advance.isAt(Step.CLOSING)) {
            return streamTimeMs;
        }
        return advance.hasVisited(state) ? advance.edge() : advance.edge() - 1;
    }
}

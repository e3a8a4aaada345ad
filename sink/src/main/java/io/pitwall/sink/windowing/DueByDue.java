package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Windows whose ends differ from key to key, closed by one stream time. A queue holds, for each key with slices, a time not
 * after its next closing; what comes up too early is put back. So a row in order costs nothing here, and windows come out in
 * order of their closing.
 */
final class DueByDue implements Closing {

    private final WindowKind kind;
    private final WindowKind.Visitor visitor;
    private final Consumer<KeyState> afterwards;
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::atMs));

    /** @param isExtra beside the key's own entry, for a late row that closes sooner */
    private record Due(long atMs, KeyState state, boolean isExtra) {}

    DueByDue(WindowKind kind, WindowKind.Visitor visitor, Consumer<KeyState> afterwards) {
        this.kind = kind;
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
    public void streamTimeMoved(long fromMs, long toMs) {
        for (Due next = queue.peek(); next != null && next.atMs() <= toMs; next = queue.peek()) {
            queue.poll();
            closeAt(next);
        }
    }

    @Override
    public void timePassed(long fromMs, long toMs) {
        streamTimeMoved(fromMs, toMs);
    }

    private void closeAt(Due due) {
        KeyState state = due.state();
        boolean hadSlices = !state.isEmpty();
        kind.close(state, due.atMs() - 1, due.atMs(), visitor);
        if (!due.isExtra()) {
            long nextMs = kind.nextCloseMs(state, due.atMs());
            state.setScheduled(nextMs != WindowKind.NEVER);
            if (state.isScheduled()) {
                queue.add(new Due(nextMs, state, false));
            }
        }
        if (hadSlices) {
            afterwards.accept(state);
        }
    }

    @Override
    public void rowComes(KeyState state, long timestampMs, long streamTimeMs) {}

    @Override
    public void rowEntered(KeyState state, long position, long clockMs) {
        boolean isLate = position != state.newest();
        if (!state.isScheduled() || isLate) {
            queue.add(new Due(kind.nextCloseMs(state, clockMs), state, state.isScheduled()));
            state.setScheduled(true);
        }
    }

    @Override
    public void closeOutlived(KeyState state, long streamTimeMs, long stateTtlMs) {}

    @Override
    public void restored(KeyState state, long streamTimeMs) {
        kind.dropClosed(state, streamTimeMs);
        long nextMs = kind.nextCloseMs(state, streamTimeMs);
        if (nextMs != WindowKind.NEVER) {
            state.setScheduled(true);
            queue.add(new Due(nextMs, state, false));
        }
    }
}

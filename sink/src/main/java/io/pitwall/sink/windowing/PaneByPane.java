package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.Advance.Step;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import io.pitwall.sink.windowing.keyed.Reason;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Windows of panes that one stream time closes. All keys have the same edges, so that at each edge every key is visited once,
 * and windows come out in order of their ends.
 */
final class PaneByPane implements Closing {

    private final PaneWindows kind;
    private final PaneEdges edges;
    private final KeyStore keys;
    private final Advance advance;
    private final WindowKind.Visitor visitor;
    private final ObjLongConsumer<KeyState> afterwards;

    /** The least end of a window not yet closed. */
    private long nextEnd;

    private long nextCloseMs;
    /** No window that begins after this pane has rows. */
    private long newestPane = Long.MIN_VALUE;

    PaneByPane(
            PaneWindows kind,
            KeyStore keys,
            Advance advance,
            WindowKind.Visitor visitor,
            ObjLongConsumer<KeyState> afterwards) {
        this.kind = kind;
        edges = kind.edges();
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
    public void begin(long streamTimeMs) {
        boolean isAmidEdges = advance.isAt(Step.CLOSING) || advance.isAt(Step.LEAPING);
        goTo(isAmidEdges ? advance.edge() : edges.firstOpenEnd(streamTimeMs));
    }

    private void goTo(long end) {
        nextEnd = end;
        nextCloseMs = edges.closeMs(end);
    }

    @Override
    public boolean isDue(long streamTimeMs) {
        return nextCloseMs <= streamTimeMs;
    }

    @Override
    public long nextDueMs(long streamTimeMs) {
        return mayNextBeSeen() ? nextCloseMs : WindowKind.NEVER;
    }

    private boolean mayNextBeSeen() {
        return keys.size() > 0 && kind.mayBeSeen(nextEnd, newestPane);
    }

    @Override
    public boolean advance() {
        while (isDue(advance.toMs()) && (advance.isAt(Step.CLOSING) || mayNextBeSeen())) {
            if (!closeNext()) {
                return false;
            }
        }
        return !isDue(advance.toMs()) || leap();
    }

    private boolean closeNext() {
        long end = nextEnd;
        // Not stream time, which may be far ahead: empty windows of the key may be next.
        long endClosesMs = nextCloseMs;
        wake(endClosesMs);
        boolean isOver = advance.visit(Step.CLOSING, end, state -> {
            kind.closeAt(state, end, visitor);
            afterwards.accept(state, endClosesMs);
        });
        if (isOver) {
            goTo(end + edges.advance());
        }
        return isOver;
    }

    private void wake(long throughMs) {
        keys.wake(Reason.CLOSING, throughMs);
        keys.wake(Reason.LIFETIME, throughMs);
    }

    private boolean leap() {
        long toMs = advance.toMs();
        wake(toMs);
        boolean isOver = advance.visit(Step.LEAPING, nextEnd, state -> afterwards.accept(state, toMs));
        if (isOver) {
            goTo(edges.firstOpenEnd(toMs));
        }
        return isOver;
    }

    @Override
    public void rowComes(KeyState state, long timestampMs, long streamTimeMs) {}

    @Override
    public void rowEntered(KeyState state, long position, long clockMs) {
        newestPane = Math.max(newestPane, position);
    }

    @Override
    public void closeOutlived(KeyState state, long streamTimeMs) {}

    @Override
    public long dueMs(KeyState state) {
        return kind.closeMsFrom(state, nextEndOf(state));
    }

    private long nextEndOf(KeyState state) {
        boolean isNextClosed = advance.isAt(Step.CLOSING) && advance.hasVisited(state);
        return isNextClosed ? nextEnd + edges.advance() : nextEnd;
    }

    @Override
    public void loaded(KeyState state, long dueMs, long streamTimeMs) {
        kind.dropBeforeWindow(state, nextEndOf(state));
    }

    @Override
    public void evicted() {}

    @Override
    public void restored(KeyState state, long streamTimeMs) {
        kind.dropBeforeWindow(state, nextEndOf(state));
        newestPane = Math.max(newestPane, kind.newestPaneOf(state));
    }
}

package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
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
    private final WindowKind.Visitor visitor;
    private final ObjLongConsumer<KeyState> afterwards;

    /** The least end of a window not yet closed. */
    private long nextEnd;

    private long nextCloseMs;
    /** No window that begins after this pane has rows. */
    private long newestPane = Long.MIN_VALUE;

    PaneByPane(PaneWindows kind, KeyStore keys, WindowKind.Visitor visitor, ObjLongConsumer<KeyState> afterwards) {
        this.kind = kind;
        edges = kind.edges();
        this.keys = keys;
        this.visitor = visitor;
        this.afterwards = afterwards;
    }

    @Override
    public long clockMs(@Nullable KeyState state, long streamTimeMs) {
        return streamTimeMs;
    }

    @Override
    public void begin(long streamTimeMs) {
        goTo(edges.firstOpenEnd(streamTimeMs));
    }

    @Override
    public void streamTimeMoved(long fromMs, long toMs) {
        if (nextCloseMs <= toMs) {
            closeThrough(toMs);
        }
    }

    @Override
    public void timePassed(long fromMs, long toMs) {
        streamTimeMoved(fromMs, toMs);
    }

    private void goTo(long end) {
        nextEnd = end;
        nextCloseMs = edges.closeMs(end);
    }

    private void closeThrough(long clockMs) {
        while (nextCloseMs <= clockMs && keys.size() > 0 && kind.mayBeSeen(nextEnd, newestPane)) {
            long end = nextEnd;
            long endClosesMs = nextCloseMs;
            goTo(end + edges.advance());
            keys.forEach(state -> {
                kind.closeAt(state, end, visitor);
                // Not stream time, which may be far ahead: empty windows of the key may be next.
                afterwards.accept(state, endClosesMs);
            });
        }
        if (nextCloseMs <= clockMs) {
            goTo(edges.firstOpenEnd(clockMs));
            keys.forEach(state -> afterwards.accept(state, clockMs));
        }
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
    public void restored(KeyState state, long streamTimeMs) {
        kind.dropClosed(state, streamTimeMs);
        newestPane = Math.max(newestPane, kind.newestPaneOf(state));
    }
}

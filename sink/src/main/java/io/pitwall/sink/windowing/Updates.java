package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import java.util.ArrayDeque;
import java.util.Queue;

/** Which keys have open windows that changed since they were given out, and giving those out, key by key, in rounds. */
final class Updates {

    private final LastingWindows windows;
    private final Closing closing;
    private final Emission emission;
    /** In the order in which their windows changed first. */
    private final Queue<KeyState> changed = new ArrayDeque<>();
    /** Keys that the present round has still to give out: one that changes again meanwhile is for the next. */
    private int leftInRound;

    Updates(LastingWindows windows, Closing closing, Emission emission) {
        this.windows = windows;
        this.closing = closing;
        this.emission = emission;
    }

    /** The slice of a key at a position has changed. */
    void changed(KeyState state, long position) {
        if (state.facts().noteChange(position)) {
            changed.add(state);
        }
    }

    /** Which windows of a restored key had been given out is not known, so all count as changed. */
    void restored(KeyState state) {
        if (!state.isEmpty()) {
            changed(state, state.oldest());
            changed(state, state.newest());
        }
    }

    /**
     * Begins a round or goes on with one, until it is over or the results are enough.
     *
     * @return whether the round is over
     */
    boolean give(long streamTimeMs, Results results) {
        if (leftInRound == 0) {
            leftInRound = changed.size();
        }
        while (leftInRound > 0 && !results.areEnough()) {
            give(changed.remove(), streamTimeMs);
            leftInRound--;
        }
        return leftInRound == 0;
    }

    private void give(KeyState state, long streamTimeMs) {
        KeyFacts facts = state.facts();
        long clockMs = closing.clockMs(state, streamTimeMs);
        windows.visitOpen(state, facts.changedFrom(), facts.changedTo(), clockMs, emission::update);
        facts.forgetChanges();
    }
}

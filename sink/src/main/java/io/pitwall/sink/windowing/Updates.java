package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyFacts;
import io.pitwall.sink.windowing.keyed.KeyState;
import io.pitwall.sink.windowing.keyed.KeyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which keys have open windows that changed since they were given out, and giving those out, key by key, in rounds. A key that
 * changes during a round is for the next, even if it was given out in this one.
 */
final class Updates {

    private final LastingWindows windows;
    private final KeyStore keys;
    private final Closing closing;
    private final Emission emission;
    /** Those in the heap: first those of the present round, then those of the next, each in the order of their changes. */
    private final Deque<KeyState> changed = new ArrayDeque<>();
    /** The number of the latest round. */
    private int round;

    private boolean isUnderWay;

    Updates(LastingWindows windows, KeyStore keys, Closing closing, Emission emission) {
        this.windows = windows;
        this.keys = keys;
        this.closing = closing;
        this.emission = emission;
    }

    /** The slice of a key at a position has changed. */
    void changed(KeyState state, long position) {
        if (state.facts().noteChange(position, round + 1)) {
            changed.addLast(state);
        }
    }

    /** Which windows of a restored key had been given out is not known, so all count as changed. */
    void restored(KeyState state) {
        if (!state.isEmpty()) {
            changed(state, state.oldest());
            changed(state, state.newest());
        }
    }

    /** A key is back in the heap, perhaps with changes. */
    void loaded(KeyState state) {
        if (!hasChanges(state)) {
            return;
        }
        if (isOfThisRound(state)) {
            changed.addFirst(state);
        } else {
            changed.addLast(state);
        }
    }

    private static boolean hasChanges(KeyState state) {
        KeyFacts facts = state.knownFacts();
        return facts != null && facts.hasChanges();
    }

    private boolean isOfThisRound(KeyState state) {
        return state.facts().updateRound() <= round;
    }

    /** Keys have left the heap, with their changes. */
    void evicted() {
        changed.removeIf(KeyState::isEvicted);
    }

    /**
     * Begins a round or goes on with one, until it is over or the results are enough, which is asked once a key is out.
     *
     * @return whether the round is over
     */
    boolean give(long streamTimeMs, Results results) {
        if (!isUnderWay) {
            round++;
            isUnderWay = true;
        }
        boolean hasGiven = false;
        for (KeyState next = nextOfRound(); next != null; next = nextOfRound()) {
            if (hasGiven && results.areEnough()) {
                return false;
            }
            changed.remove();
            give(next, streamTimeMs);
            hasGiven = true;
        }
        isUnderWay = false;
        return true;
    }

    private @Nullable KeyState nextOfRound() {
        KeyState next = changed.peek();
        if ((next == null || !isOfThisRound(next)) && keys.loadForUpdates(round)) {
            next = changed.peek();
        }
        return next == null || !isOfThisRound(next) ? null : next;
    }

    private void give(KeyState state, long streamTimeMs) {
        KeyFacts facts = state.facts();
        long clockMs = closing.clockMs(state, streamTimeMs);
        windows.visitOpen(state, facts.changedFrom(), facts.changedTo(), clockMs, emission::update);
        facts.forgetChanges();
    }
}

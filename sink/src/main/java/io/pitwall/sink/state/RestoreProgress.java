package io.pitwall.sink.state;

import java.util.OptionalLong;

/**
 * How far a restore has come.
 *
 * @param rows changelog records that were replayed
 * @param bytes of their keys and values
 * @param fraction of the changelog that is behind it, from 0 to 1
 * @param elapsedMs since it began
 */
public record RestoreProgress(long rows, long bytes, double fraction, long elapsedMs) {

    public static final RestoreProgress NONE = new RestoreProgress(0, 0, 0, 0);

    /** How long the rest takes if it goes on like this; empty before anything is known. */
    public OptionalLong remainingMs() {
        return fraction > 0 ? OptionalLong.of(Math.round(elapsedMs * (1 - fraction) / fraction)) : OptionalLong.empty();
    }
}

package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.keyed.KeyState;

/** Windows that gather rows for a while, so that they can be given out before they close. */
sealed interface LastingWindows permits PaneWindows, SessionWindows {

    /** @throws IllegalArgumentException for a kind whose windows have but one moment to be given out */
    static LastingWindows of(WindowKind kind) {
        if (kind instanceof LastingWindows lasting) {
            return lasting;
        }
        throw new IllegalArgumentException("Updates and early results need tumbling, hopping or session windows");
    }

    /** Visits the open windows of a key that take a slice at the positions {@code [from, to]}. */
    void visitOpen(KeyState state, long from, long to, long clockMs, WindowKind.Visitor visitor);

    /** Ends a window before its time: it is not visited again, and takes no row. */
    void closeEarly(KeyState state, WindowContents window);
}

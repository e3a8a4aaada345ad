package io.pitwall.sink.simulation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An invariant that does not hold. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String invariant, String found, @Nullable Throwable cause) {
        super("[" + invariant + "] " + found, cause);
    }

    static void unless(boolean holds, String invariant, Supplier<String> found) {
        if (!holds) {
            throw new Violation(invariant, found.get(), null);
        }
    }
}

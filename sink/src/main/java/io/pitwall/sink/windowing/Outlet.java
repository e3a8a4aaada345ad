package io.pitwall.sink.windowing;

import org.jspecify.annotations.Nullable;

/** Where the results of the present call of the engine go. */
final class Outlet {

    private @Nullable Results results;

    void set(Results target) {
        results = target;
    }

    Results get() {
        if (results == null) {
            throw new IllegalStateException("Results outside a call of the engine");
        }
        return results;
    }
}

package io.pitwall.sink.shard;

import java.util.OptionalLong;

/** Lets the first of many log lines through, then one per interval that says how many it stands for. */
public final class RateLimit {

    private static final long INTERVAL_MS = 10_000;

    private long silentUntilMs = Long.MIN_VALUE;
    private long events;

    /** Counts an event; present when it is time for a line, with the number of events since the last one. */
    public OptionalLong count(Now now) {
        events++;
        if (now.elapsedMs() < silentUntilMs) {
            return OptionalLong.empty();
        }
        silentUntilMs = now.elapsedMs() + INTERVAL_MS;
        long since = events;
        events = 0;
        return OptionalLong.of(since);
    }
}

package io.pitwall.sink.shard;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** One {@link RateLimit} for each of the first subjects, and one for all that come after them. */
public final class RateLimits {

    private static final int MAX_SUBJECTS = 100;

    private final Map<String, RateLimit> limits = new HashMap<>();
    private final RateLimit rest = new RateLimit();

    /** Counts an event; present when it is time for a line, with the number of events since the last one. */
    public OptionalLong count(String subject, Now now) {
        boolean isNamed = limits.containsKey(subject) || limits.size() < MAX_SUBJECTS;
        return (isNamed ? limits.computeIfAbsent(subject, unseen -> new RateLimit()) : rest).count(now);
    }
}

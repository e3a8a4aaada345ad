package io.pitwall.sink.shard;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the topics of a task looked at now and then, in the background, one look at a time. A consumer does not tell that its
 * topic was created again: it goes on at its old offset, or silently at the start. On the task's thread only.
 */
public final class TopicLooks {

    private static final Logger log = LoggerFactory.getLogger(TopicLooks.class);
    private static final long INTERVAL_MS = 5_000;
    private static final long LEAST_INTERVAL_MS = 500;

    private final TopicWatch watch;
    private final Executor background;
    private @Nullable CompletableFuture<Set<TopicPartition>> look;
    private long lookedAtMs;
    private boolean hasLooked;
    private boolean isUrgent;

    public TopicLooks(TopicWatch watch, Executor background) {
        this.watch = watch;
        this.background = background;
    }

    /** Has the next look come as soon as may be. */
    void lookSoon() {
        isUrgent = true;
    }

    /** What a look has found that has ended since the last call. Never blocks; begins a look when one is due. */
    Set<TopicPartition> changed(Now now) {
        CompletableFuture<Set<TopicPartition>> begun = look;
        if (begun != null) {
            if (!begun.isDone()) {
                return Set.of();
            }
            look = null;
            return begun.join();
        }
        long sinceMs = now.elapsedMs() - lookedAtMs;
        if (!hasLooked || sinceMs >= (isUrgent ? LEAST_INTERVAL_MS : INTERVAL_MS)) {
            begin(now);
        }
        return Set.of();
    }

    private void begin(Now now) {
        hasLooked = true;
        isUrgent = false;
        lookedAtMs = now.elapsedMs();
        look = CompletableFuture.supplyAsync(watch::changed, background).exceptionally(failure -> {
            log.debug("Cannot tell whether the topics are what they were; looking again later", failure);
            return Set.of();
        });
    }
}

package io.pitwall.sink.state;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures one replay of the changelog, tells whoever waits for it, and logs now and then. */
final class RestoreMeter {

    private static final Logger log = LoggerFactory.getLogger(RestoreMeter.class);
    private static final long LOG_INTERVAL_MS = 10_000;
    private static final double BYTES_PER_MB = 1e6;

    private final ShardId id;
    private final long fromOffset;
    private final long endOffset;
    private final LongSupplier wallClockMs;
    private final Requester requester;
    private final long startedAtMs;
    private long loggedAtMs;
    private RestoreProgress progress = RestoreProgress.NONE;

    RestoreMeter(ShardId id, long fromOffset, long endOffset, LongSupplier wallClockMs, Requester requester) {
        this.id = id;
        this.fromOffset = fromOffset;
        this.endOffset = endOffset;
        this.wallClockMs = wallClockMs;
        this.requester = requester;
        startedAtMs = wallClockMs.getAsLong();
        loggedAtMs = startedAtMs;
        requester.progressed(progress);
    }

    /** Counts a batch that is in the directory. */
    void replayed(List<StateChange> changes, long nextOffset) {
        long nowMs = wallClockMs.getAsLong();
        progress = new RestoreProgress(
                progress.rows() + changes.size(),
                progress.bytes() + bytesOf(changes),
                fractionAt(nextOffset),
                Math.max(0, nowMs - startedAtMs));
        requester.progressed(progress);
        if (nowMs - loggedAtMs >= LOG_INTERVAL_MS) {
            loggedAtMs = nowMs;
            log.info("Restoring {}: {}", id, summary());
        }
    }

    private double fractionAt(long nextOffset) {
        return endOffset <= fromOffset ? 1 : Math.min(1, (double) (nextOffset - fromOffset) / (endOffset - fromOffset));
    }

    private static long bytesOf(List<StateChange> changes) {
        long bytes = 0;
        for (StateChange change : changes) {
            byte[] value = change.value();
            bytes += change.key().length + (value == null ? 0 : value.length);
        }
        return bytes;
    }

    /** For the log. */
    String summary() {
        OptionalLong remainingMs = progress.remainingMs();
        String remaining = remainingMs.isEmpty()
                ? ""
                : String.format("; about %.0f s left", Math.ceil(remainingMs.getAsLong() / 1e3));
        return String.format(
                        "%,d rows, %,.1f MB, %.0f %% in %.1f s",
                        progress.rows(),
                        progress.bytes() / BYTES_PER_MB,
                        100 * progress.fraction(),
                        progress.elapsedMs() / 1e3)
                + (progress.fraction() < 1 ? remaining : "");
    }
}

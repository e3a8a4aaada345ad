package io.pitwall.sink.shard;

import io.pitwall.sink.state.RestoreProgress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A shard at one moment, for whoever watches it. Immutable, so that whatever is read of one status fits together.
 *
 * @param reason why it is doing that; empty where it needs none
 * @param failures attempts in a row, to open it or to commit, that did not end in a commit
 * @param lastCommit empty until the first restore has found it
 * @param commits as far as they were made here
 * @param restore of the latest attempt to open it
 * @param damagedDirectories how many state directories this JVM has found damaged, of whichever shard
 * @param wallMs when this was so, epoch ms
 */
public record ShardStatus(
        Activity activity,
        String reason,
        int failures,
        Optional<LastCommit> lastCommit,
        CommitHistory commits,
        StateSize state,
        RestoreProgress restore,
        long damagedDirectories,
        long wallMs) {

    /** What a shard is doing. */
    public enum Activity {
        /** Takes its state over, or waits for its next attempt to; its partition is paused. */
        RESTORING,
        /** Takes rows and commits. */
        RUNNING,
        /** Takes no rows until what is waiting can be committed. */
        HELD,
        /** Failed over something that waiting does not cure. */
        STOPPED,
        /** Given up, since its partition went without a word. */
        CLOSED
    }

    /** How far stream time is behind the wall clock; negative where rows are ahead of it. Empty before the first row. */
    public OptionalLong streamTimeLagMs() {
        OptionalLong streamTimeMs = lastCommit.map(LastCommit::streamTimeMs).orElse(OptionalLong.empty());
        return streamTimeMs.isPresent() ? OptionalLong.of(wallMs - streamTimeMs.getAsLong()) : streamTimeMs;
    }
}

package io.pitwall.sink.state;

/** How an attempt to commit ended, as far as the writer can tell. Failures that nothing here cures are thrown instead. */
public sealed interface CommitOutcome {

    /** Visible to every reader of committed data. */
    record Committed() implements CommitOutcome {}

    /**
     * Visible to every reader of committed data, but not in the local directory, which takes nothing more: its disk is full or
     * broken, or somebody else has the shard. Opening the shard anew goes on after this commit.
     */
    record Uncached(Exception cause) implements CommitOutcome {}

    /** Nothing became visible, and the same writer may try again. */
    record Aborted(Exception cause) implements CommitOutcome {}

    /**
     * The writer is spent: another took the shard over, or the broker did not say whether the commit went through. Only
     * the changelog knows; opening the shard anew reads it.
     */
    record Lost(Exception cause) implements CommitOutcome {}
}

package io.pitwall.sink.state;

/** What a crash may do to results. */
public enum ProcessingGuarantee {
    /** Outputs, state and position become visible together or not at all. */
    EXACTLY_ONCE,
    /** Written without transactions: after a crash rows since the last commit may count twice and results may repeat. */
    AT_LEAST_ONCE
}

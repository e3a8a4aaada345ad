package io.pitwall.source.http.deduplicate;

/** What is remembered of a message. */
enum Sight {
    UNSEEN,
    SEEN,
    /** So old that nothing is known of it any more. */
    FORGOTTEN
}

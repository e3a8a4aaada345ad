package io.pitwall.source.http.deduplicate;

/** What is to be done with a message. */
public enum Verdict {
    /** Nobody has seen it: write it. */
    NEW,
    /** It is committed in Kafka: tell the client, and write nothing. */
    COMMITTED,
    /** It is on its way through the worker: nobody can tell yet what becomes of it. */
    IN_FLIGHT,
    /** Its number is so far behind the greatest of its scope that nobody can tell whether it was written. */
    TOO_OLD
}

package io.pitwall.sink.config;

/** What happens to a row that holds a value which a condition or an aggregate cannot compute with. */
public enum OnError {
    /** The row is rejected, and those after it go on. */
    REJECT,
    /** The argument of the aggregate counts as null, and the row counts. */
    NULL,
    /** The task stops. */
    FAIL
}

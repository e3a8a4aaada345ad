package io.pitwall.sink.shard;

/** How long to wait before the next of several attempts that fail in a row. */
final class Backoff {

    private static final long FIRST_MS = 250;
    private static final long MAX_MS = 30_000;
    private static final int DOUBLINGS = 7;

    private Backoff() {}

    /** @param failures how many attempts have failed in a row, at least 1 */
    static long afterMs(int failures) {
        return Math.min(MAX_MS, FIRST_MS << Math.min(DOUBLINGS, failures - 1));
    }
}

package io.pitwall.pack.gateway;

/**
 * One request of a client, and how it ended.
 *
 * @param startedAtNanos by {@link System#nanoTime()}
 */
record Attempt(Message message, Outcome outcome, long startedAtNanos, long tookMs) {}

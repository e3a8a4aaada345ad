package io.pitwall.pack.gateway;

/** One request of a client, and how it ended. */
record Attempt(Message message, Outcome outcome, long tookMs) {}

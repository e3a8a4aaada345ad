package io.pitwall.demo;

/** One window of one phone as the crash detector emits it: {@code [startMs, endMsExclusive)}. */
record Feature(String phone, long startMs, long endMsExclusive, double force, long samples, double peak) {}

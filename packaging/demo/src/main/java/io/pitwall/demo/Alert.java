package io.pitwall.demo;

/** One alert as the crash detector raises it: the window that fired. */
record Alert(String phone, long windowStartMs, long windowEndMsExclusive, double force) {}

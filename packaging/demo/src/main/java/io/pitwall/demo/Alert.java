package io.pitwall.demo;

/** One alert as the crash detector raises it: the window that fired, and when. */
record Alert(String phone, long windowStartMs, long windowEndMsExclusive, double force, long timeMs) {}

/**
 * The real {@code WorkerSinkTask} and the real {@code WindowSinkTask} in a world of one thread, whose time, faults and order of
 * events come from a seed.
 *
 * <pre>
 * Schedule ── draws events ──► SimulatedTask ── WorkerSinkTask ── WindowSinkTask
 *    │                              │                                   │
 *    │                          GroupConsumer ── Group              producers, consumers, admin, disk
 *    │                              │                                   │
 *    └── checks after each ──► Invariants ◄── what was committed ── SimulatedBroker
 * </pre>
 */
@NullMarked
package io.pitwall.sink.simulation;

import org.jspecify.annotations.NullMarked;

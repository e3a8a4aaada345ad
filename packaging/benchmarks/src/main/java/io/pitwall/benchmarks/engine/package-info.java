/** The window engine, set up for a measurement. */
@NullMarked
package io.pitwall.benchmarks.engine;

import org.jspecify.annotations.NullMarked;

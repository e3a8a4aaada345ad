/** Programs in processes of their own, and the CPU time that processes take. */
@NullMarked
package io.pitwall.benchmarks.process;

import org.jspecify.annotations.NullMarked;

/** Pitwall and its peers run the same job on the same rows; CPU time decides. */
@NullMarked
package io.pitwall.benchmarks.compare;

import org.jspecify.annotations.NullMarked;

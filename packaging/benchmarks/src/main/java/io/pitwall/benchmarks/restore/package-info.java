/** How fast state is restored from its changelog. */
@NullMarked
package io.pitwall.benchmarks.restore;

import org.jspecify.annotations.NullMarked;

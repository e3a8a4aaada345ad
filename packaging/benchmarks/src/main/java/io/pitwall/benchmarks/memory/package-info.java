/** What state takes of the heap. */
@NullMarked
package io.pitwall.benchmarks.memory;

import org.jspecify.annotations.NullMarked;

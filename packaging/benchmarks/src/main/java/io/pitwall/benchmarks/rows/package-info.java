/** The rows that are measured with, and the plain Java that reads them. */
@NullMarked
package io.pitwall.benchmarks.rows;

import org.jspecify.annotations.NullMarked;

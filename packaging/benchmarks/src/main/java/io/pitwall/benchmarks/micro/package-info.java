/** JMH benchmarks of the hot path, step by step, each beside the plain Java that does the same. */
@NullMarked
package io.pitwall.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

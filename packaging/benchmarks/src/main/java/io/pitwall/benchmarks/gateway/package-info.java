/** The HTTP gateway beside a bare handler and a bare producer: CPU time and time to acknowledgement. */
@NullMarked
package io.pitwall.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;

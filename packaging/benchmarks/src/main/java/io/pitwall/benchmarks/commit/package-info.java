/** How long commits take, and how soon an alert is visible. */
@NullMarked
package io.pitwall.benchmarks.commit;

import org.jspecify.annotations.NullMarked;

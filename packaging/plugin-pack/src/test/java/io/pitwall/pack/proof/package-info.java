/** The proof, on real processes that are killed, paused and restarted, that nothing is lost and nothing comes twice. */
@NullMarked
package io.pitwall.pack.proof;

import org.jspecify.annotations.NullMarked;

/** The proof, with clients that retry and processes that die, that the HTTP gateway keeps what its answers promise. */
@NullMarked
package io.pitwall.pack.gateway;

import org.jspecify.annotations.NullMarked;

/** Compressed bodies, as streams of what is in them. */
@NullMarked
package io.pitwall.source.http.decode.inflate;

import org.jspecify.annotations.NullMarked;

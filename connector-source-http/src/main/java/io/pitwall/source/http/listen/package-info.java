/** The sockets: one listener per bind address, the routes on it, and one exchange per request. */
@NullMarked
package io.pitwall.source.http.listen;

import org.jspecify.annotations.NullMarked;

/** What lets a request in: a bound on the bytes that are not yet committed. */
@NullMarked
package io.pitwall.source.http.admit;

import org.jspecify.annotations.NullMarked;

/** What lets a request in: bounds on the bytes that are not yet committed, and on what one client takes of them. */
@NullMarked
package io.pitwall.source.http.admit;

import org.jspecify.annotations.NullMarked;

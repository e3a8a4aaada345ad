/** JSON text itself: what of it the gateway takes, checked without building it, and read into Connect's classes. Knows no rows. */
@NullMarked
package io.pitwall.source.http.decode.json;

import org.jspecify.annotations.NullMarked;

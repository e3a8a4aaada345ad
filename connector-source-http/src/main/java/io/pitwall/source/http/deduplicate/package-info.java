/** What messages are known to be committed, so that one sent again is not written again. */
@NullMarked
package io.pitwall.source.http.deduplicate;

import org.jspecify.annotations.NullMarked;

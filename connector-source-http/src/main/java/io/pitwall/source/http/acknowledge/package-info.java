/** From the worker's callbacks back to the client: a request is answered when its last row is settled. */
@NullMarked
package io.pitwall.source.http.acknowledge;

import org.jspecify.annotations.NullMarked;

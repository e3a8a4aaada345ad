/** From the bytes of a body to rows, or to the list of what is wrong with it. Pure: no socket, no Kafka, no clock. */
@NullMarked
package io.pitwall.source.http.decode;

import org.jspecify.annotations.NullMarked;

/** Which requests a connector takes, and what the head of a request gives to its rows. Pure: no socket, no Kafka. */
@NullMarked
package io.pitwall.source.http.route;

import org.jspecify.annotations.NullMarked;

/** From the listener's threads to the task's: the queue that poll() empties. */
@NullMarked
package io.pitwall.source.http.handover;

import org.jspecify.annotations.NullMarked;

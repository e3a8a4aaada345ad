/** Recorded telemetry, what must come of it, and the proof on a real worker that it does. */
@NullMarked
package io.pitwall.pack.recording;

import org.jspecify.annotations.NullMarked;

/**
 * What is kept per key: slices of rows in order, and the few facts that outlive windows; in the heap, and as rows of bytes. Of
 * windows it knows only how far apart the slices are that they need at once.
 */
@NullMarked
package io.pitwall.sink.windowing.keyed;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.pitwall.sink.jmx;

import org.jspecify.annotations.NullMarked;

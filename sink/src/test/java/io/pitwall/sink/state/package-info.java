@NullMarked
package io.pitwall.sink.state;

import org.jspecify.annotations.NullMarked;

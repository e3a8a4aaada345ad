@NullMarked
package io.pitwall.sink;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.pitwall.transforms;

import org.jspecify.annotations.NullMarked;

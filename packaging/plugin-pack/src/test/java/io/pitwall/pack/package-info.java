@NullMarked
package io.pitwall.pack;

import org.jspecify.annotations.NullMarked;

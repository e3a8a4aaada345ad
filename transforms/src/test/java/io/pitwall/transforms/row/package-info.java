@NullMarked
package io.pitwall.transforms.row;

import org.jspecify.annotations.NullMarked;

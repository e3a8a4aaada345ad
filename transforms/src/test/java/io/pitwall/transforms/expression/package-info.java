@NullMarked
package io.pitwall.transforms.expression;

import org.jspecify.annotations.NullMarked;

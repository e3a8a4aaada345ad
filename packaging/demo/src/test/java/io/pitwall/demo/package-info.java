@NullMarked
package io.pitwall.demo;

import org.jspecify.annotations.NullMarked;

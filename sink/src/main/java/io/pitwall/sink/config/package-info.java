/** The connector's configuration: what is wrong with a given one, and its typed values. */
@NullMarked
package io.pitwall.sink.config;

import org.jspecify.annotations.NullMarked;

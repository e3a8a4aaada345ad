/** The keys of the window sink connector as Connect shows them: names, defaults, bounds and documentation. */
@NullMarked
package io.pitwall.sink.config.keys;

import org.jspecify.annotations.NullMarked;

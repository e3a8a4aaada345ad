/** The keys of the connector, a class per group, with what may be said with each and with several together. */
@NullMarked
package io.pitwall.source.http.config;

import org.jspecify.annotations.NullMarked;

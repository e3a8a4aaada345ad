/** What is measured of a gateway, and where it is shown: as an MBean and as metrics of Connect. */
@NullMarked
package io.pitwall.source.http.metrics;

import org.jspecify.annotations.NullMarked;

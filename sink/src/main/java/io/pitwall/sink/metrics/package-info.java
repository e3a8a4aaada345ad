/** What can be measured of a shard, and where it is shown: as MBeans and as metrics of Connect. */
@NullMarked
package io.pitwall.sink.metrics;

import org.jspecify.annotations.NullMarked;

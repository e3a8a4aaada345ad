/**
 * Kafka and Connect on this machine, inside this JVM or as processes of their own. Every use of Kafka's non-public API in
 * this project is in this package.
 */
@NullMarked
package io.pitwall.local;

import org.jspecify.annotations.NullMarked;

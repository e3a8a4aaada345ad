/**
 * The HTTP gateway. A request passes the packages in this order: {@code listen}, {@code admit}, {@code decode},
 * {@code handover}, and, once the worker reports its rows, {@code acknowledge}.
 */
@NullMarked
package io.pitwall.source.http;

import org.jspecify.annotations.NullMarked;

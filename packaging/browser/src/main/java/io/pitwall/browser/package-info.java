/**
 * A headless Chromium with the sensors of a phone. It is driven over its DevTools protocol, which is JSON over one
 * WebSocket: the JDK has the WebSocket, so no test library with drivers of its own is needed.
 */
@NullMarked
package io.pitwall.browser;

import org.jspecify.annotations.NullMarked;

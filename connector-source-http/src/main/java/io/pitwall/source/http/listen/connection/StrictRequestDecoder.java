package io.pitwall.source.http.listen.connection;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;

/**
 * The decoder of Vert.x, but for a request with both Content-Length and Transfer-Encoding. Netty believes the second, a
 * proxy in front may believe the first, and then one of them sees a request that the other takes for part of a body.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    StrictRequestDecoder() {
        super(new Http1ServerConfig()
                .setMaxInitialLineLength(ConnectionLimits.MAX_INITIAL_LINE_BYTES)
                .setMaxHeaderSize(ConnectionLimits.MAX_HEADER_BYTES));
    }

    /** What is thrown here makes the message an invalid one, which is answered 400 and ends the connection. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Both Content-Length and Transfer-Encoding");
    }
}

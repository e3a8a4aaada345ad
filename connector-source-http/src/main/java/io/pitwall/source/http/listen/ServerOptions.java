package io.pitwall.source.http.listen;

import io.pitwall.source.http.listen.connection.ConnectionLimits;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What Vert.x is told about the protocols. Both versions of HTTP are spoken, with TLS and without. */
final class ServerOptions {

    private static final int ACCEPT_BACKLOG = 1_024;

    /**
     * The JDK's client does not queue the requests beyond this limit, but fails them. A stream takes some 2 KiB; what it
     * sends is bounded by the two windows, and once read by max.inflight.bytes.
     */
    private static final int MAX_STREAMS = 1_024;

    /** What one stream may send ahead of being read. */
    private static final int STREAM_WINDOW_BYTES = 256 << 10;

    /** What all streams of a connection together may send ahead of being read. */
    private static final int CONNECTION_WINDOW_BYTES = 1 << 20;

    /** Requests that a connection may take back in a window of time; beyond it the connection is closed (rapid reset). */
    private static final int MAX_RESETS = 200;

    private static final int RESET_WINDOW_SECONDS = 30;

    /** Continuations of a head that carry next to nothing; beyond it the connection is closed (CONTINUATION flood). */
    private static final int MAX_SMALL_CONTINUATIONS = 16;

    private ServerOptions() {}

    static HttpServerOptions of(Optional<ServerSSLOptions> tls) {
        HttpServerOptions options = new HttpServerOptions()
                .setTcpKeepAlive(true)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                // Silence is judged by who knows whether an answer is pending.
                .setIdleTimeout(0)
                .setMaxInitialLineLength(ConnectionLimits.MAX_INITIAL_LINE_BYTES)
                .setMaxHeaderSize(ConnectionLimits.MAX_HEADER_BYTES)
                .setHttp2ClearTextEnabled(true)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHttp2MaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(MAX_STREAMS)
                        .setInitialWindowSize(STREAM_WINDOW_BYTES)
                        .setMaxHeaderListSize(ConnectionLimits.MAX_HEADER_BYTES));
        tls.ifPresent(ssl -> secure(options, ssl));
        return options;
    }

    private static void secure(HttpServerOptions options, ServerSSLOptions ssl) {
        options.setSsl(true)
                .setSslEngineOptions(new JdkSSLEngineOptions())
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setEnabledSecureTransportProtocols(ssl.getEnabledSecureTransportProtocols())
                .setSslHandshakeTimeout(ssl.getSslHandshakeTimeout())
                .setSslHandshakeTimeoutUnit(ssl.getSslHandshakeTimeoutUnit())
                .setKeyCertOptions(ssl.getKeyCertOptions())
                .setTrustOptions(ssl.getTrustOptions())
                .setClientAuth(ssl.getClientAuth());
    }
}

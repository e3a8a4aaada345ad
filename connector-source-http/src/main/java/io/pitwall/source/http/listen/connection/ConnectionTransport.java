package io.pitwall.source.http.listen.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;

/**
 * The NIO transport of Vert.x with a gate before every connection. A transport is what Vert.x lets its user bring along,
 * and the only place where a connection can be seen before its first request.
 */
public final class ConnectionTransport implements Transport {

    private final ConnectionCounts counts = new ConnectionCounts();
    private final ConnectionGate gate;

    public ConnectionTransport(ConnectionLimits limits, EarlyAnswers answers) {
        this.gate = new ConnectionGate(limits, answers, counts);
    }

    public ConnectionCounts counts() {
        return counts;
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public boolean available() {
        return NIO.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return NIO.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return new NioTransport() {
            @Override
            public void configure(TcpConfig config, boolean isDomainSocket, ServerBootstrap bootstrap) {
                super.configure(config, isDomainSocket, bootstrap);
                bootstrap.handler(gate);
            }
        };
    }
}

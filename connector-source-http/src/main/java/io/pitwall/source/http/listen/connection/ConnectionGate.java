package io.pitwall.source.http.listen.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees each connection as it is accepted, before anything is set up for it: closes it when there are too many, and gives
 * it its time limits otherwise. Lives in the pipeline of the server's channel, on the one thread that accepts.
 */
@Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(ConnectionGate.class);

    private static final long WARN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ConnectionLimits limits;
    private final EarlyAnswers answers;
    private final ConnectionCounts counts;

    private long lastWarningNanos = System.nanoTime() - WARN_INTERVAL_NANOS;

    ConnectionGate(ConnectionLimits limits, EarlyAnswers answers, ConnectionCounts counts) {
        this.limits = limits;
        this.answers = answers;
        this.counts = counts;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel connection = (Channel) message;
        if (!counts.tryOpen(limits.maxConnections())) {
            // Not registered with an event loop yet, so there is nothing but the socket to close.
            connection.unsafe().closeForcibly();
            warn();
            return;
        }
        connection.closeFuture().addListener(closed -> counts.close());
        HeadDeadline deadline = new HeadDeadline(connection, limits.headTimeoutMs(), counts);
        connection.pipeline().addLast(new IdleTimeout(limits.idleTimeoutMs())).addLast(new Opening(deadline, answers));
        context.fireChannelRead(connection);
    }

    private void warn() {
        long now = System.nanoTime();
        if (now - lastWarningNanos >= WARN_INTERVAL_NANOS) {
            lastWarningNanos = now;
            log.warn(
                    "All {} connections (max.connections) are taken; {} more were closed at once since the listener opened.",
                    limits.maxConnections(),
                    counts.refused());
        }
    }
}

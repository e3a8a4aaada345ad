package io.pitwall.source.http.listen.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that is silent in both directions, unless its client waits for an answer.
 *
 * <p>Not an IdleStateHandler of Netty's, by whose presence Vert.x decides where its own handlers go.
 */
final class IdleTimeout extends ChannelDuplexHandler {

    private final long timeoutNanos;

    private long lastActiveNanos;
    private @Nullable ScheduledFuture<?> check;

    IdleTimeout(long timeoutMs) {
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        markActive(context);
        checkAfter(timeoutNanos, context);
        context.fireChannelActive();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        markActive(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        markActive(context);
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (check != null) {
            check.cancel(false);
        }
        context.fireChannelInactive();
    }

    private void markActive(ChannelHandlerContext context) {
        lastActiveNanos = context.executor().ticker().nanoTime();
    }

    private void checkAfter(long nanos, ChannelHandlerContext context) {
        check = context.executor().schedule(() -> closeIfIdle(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void closeIfIdle(ChannelHandlerContext context) {
        if (isAnswerPending(context.pipeline())) {
            markActive(context);
        }
        long idleNanos = context.executor().ticker().nanoTime() - lastActiveNanos;
        if (idleNanos >= timeoutNanos) {
            context.channel().close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        } else {
            checkAfter(timeoutNanos - idleNanos, context);
        }
    }

    private static boolean isAnswerPending(ChannelPipeline pipeline) {
        Http1Messages http1 = pipeline.get(Http1Messages.class);
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        return (http1 != null && http1.isAnswerPending())
                || (http2 != null && http2.connection().numActiveStreams() > 0);
    }
}

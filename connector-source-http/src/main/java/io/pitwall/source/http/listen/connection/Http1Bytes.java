package io.pitwall.source.http.listen.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The plain bytes of an HTTP/1.1 connection, before they are decoded. */
final class Http1Bytes extends ChannelInboundHandlerAdapter {

    /** Closed at once, a connection on which the client is still sending is reset, and may lose the answer with it. */
    private static final long LINGER_MS = 500;

    private final Http1Messages messages;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> lingering;
    private boolean isRefused;

    Http1Bytes(Http1Messages messages) {
        this.messages = messages;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (isRefused) {
            ReferenceCountUtil.release(message);
            return;
        }
        messages.beforeRead();
        reading.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        reading.fireChannelReadComplete();
        if (!isRefused) {
            messages.afterRead();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext reading) {
        messages.stopDeadline();
        if (lingering != null) {
            lingering.cancel(false);
        }
        reading.fireChannelInactive();
    }

    /** Answers below the codec, reads nothing more, and closes the connection. */
    void refuse(ByteBuf answer) {
        ChannelHandlerContext place = place();
        isRefused = true;
        place.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        lingering = place.executor().schedule(this::close, LINGER_MS, TimeUnit.MILLISECONDS);
    }

    void close() {
        isRefused = true;
        place().close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    private ChannelHandlerContext place() {
        if (context == null) {
            throw new IllegalStateException("Not in a pipeline");
        }
        return context;
    }
}

package io.pitwall.source.http.listen.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells HTTP/2 from HTTP/1.1 by the first plain bytes, and sets up who watches the heads of requests.
 *
 * <pre>
 *   HTTP/1.1   Http1Bytes ─► StrictRequestDecoder ─► (encoder) ─► Http1Messages ─► Vert.x
 *   HTTP/2     Http2Frames ─► Vert.x
 * </pre>
 *
 * <p>With TLS, Vert.x has set up its own part by what was negotiated. Without, it does so when the first bytes reach it,
 * and would hand them on at once to a decoder that is not strict enough. So an empty line goes ahead of them, which
 * HTTP/1.1 ignores before a request (RFC 9112, 2.2): it makes Vert.x decide, and leaves nothing in its decoder.
 */
final class ProtocolChoice extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(ProtocolChoice.class);

    /** No method of HTTP/1.1 begins like the preface of HTTP/2. */
    private static final ByteBuf HTTP2_BEGINNING = Unpooled.unreleasableBuffer(ascii("PRI"));

    private final HeadDeadline deadline;
    private final EarlyAnswers answers;

    private ByteBuf held = Unpooled.EMPTY_BUFFER;

    ProtocolChoice(HeadDeadline deadline, EarlyAnswers answers) {
        this.deadline = deadline;
        this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        held = Unpooled.wrappedBuffer(held, (ByteBuf) message);
        int compared = Math.min(held.readableBytes(), HTTP2_BEGINNING.readableBytes());
        boolean isHttp2 = ByteBufUtil.equals(held, held.readerIndex(), HTTP2_BEGINNING, 0, compared);
        if (!isHttp2) {
            beginHttp1(context);
        } else if (compared == HTTP2_BEGINNING.readableBytes()) {
            begin(context, new Http2Frames(deadline));
        }
    }

    private void beginHttp1(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.get(Http2ConnectionHandler.class) != null) {
            // Negotiated as HTTP/2, but does not begin like it: Vert.x ends the connection.
            begin(context, new Http2Frames(deadline));
            return;
        }
        if (pipeline.get(HttpRequestDecoder.class) == null) {
            context.fireChannelRead(ascii("\r\n"));
        }
        ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
        ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
        if (decoder == null || encoder == null) {
            log.error("Expected Vert.x to have set up HTTP/1.1; found {}. The connection is closed.", pipeline.names());
            context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            return;
        }
        Http1Messages messages = new Http1Messages(deadline, answers);
        pipeline.replace(decoder.handler(), decoder.name(), new StrictRequestDecoder());
        pipeline.addAfter(encoder.name(), null, messages);
        begin(context, messages.bytes());
    }

    private void begin(ChannelHandlerContext context, ChannelInboundHandlerAdapter watch) {
        context.pipeline().addAfter(context.name(), null, watch);
        ByteBuf bytes = held;
        held = Unpooled.EMPTY_BUFFER;
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.stop();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}

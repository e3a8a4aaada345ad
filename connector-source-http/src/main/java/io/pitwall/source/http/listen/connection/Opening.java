package io.pitwall.source.http.listen.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;

/** The connection from its opening to its first byte, that of a TLS handshake included. */
final class Opening extends ChannelInboundHandlerAdapter {

    private final HeadDeadline deadline;
    private final EarlyAnswers answers;

    Opening(HeadDeadline deadline, EarlyAnswers answers) {
        this.deadline = deadline;
        this.answers = answers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline.start();
        context.fireChannelActive();
    }

    /** What follows is placed where it sees plain bytes, before anything has been decoded. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
        String predecessor = tls == null ? context.name() : tls.name();
        context.pipeline().addAfter(predecessor, null, new ProtocolChoice(deadline, answers));
        context.fireChannelRead(message);
        context.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.stop();
        context.fireChannelInactive();
    }
}

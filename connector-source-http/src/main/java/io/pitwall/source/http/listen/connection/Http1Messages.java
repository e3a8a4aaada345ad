package io.pitwall.source.http.listen.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * How far an HTTP/1.1 connection is: between requests, in a head or in a body, and how many answers it owes. Sits between
 * the codec and Vert.x, and decides by what comes by; {@link Http1Bytes} tells it of bytes that are no message yet.
 */
final class Http1Messages extends ChannelDuplexHandler {

    private enum Phase {
        BETWEEN,
        HEAD,
        BODY
    }

    private final HeadDeadline deadline;
    private final EarlyAnswers answers;
    private final Http1Bytes bytes;

    /** The first head begins with the connection: its deadline already runs. */
    private Phase phase = Phase.HEAD;

    private int pendingAnswers;

    Http1Messages(HeadDeadline deadline, EarlyAnswers answers) {
        this.deadline = deadline;
        this.answers = answers;
        this.bytes = new Http1Bytes(this);
        deadline.whenMissed(() -> bytes.refuse(answers.requestTimeout()));
    }

    Http1Bytes bytes() {
        return bytes;
    }

    boolean isAnswerPending() {
        return pendingAnswers > 0;
    }

    void stopDeadline() {
        deadline.stop();
    }

    void beforeRead() {
        if (phase == Phase.BETWEEN) {
            phase = Phase.HEAD;
        }
    }

    /** While answers are due the client may have been told to wait, by pausing the connection: no time runs then. */
    void afterRead() {
        if (phase == Phase.HEAD && pendingAnswers == 0) {
            deadline.start();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            ignoreUpgradeBeforeContinue(request.headers());
            // One that is broken as well: Vert.x answers it in its turn.
            deadline.stop();
            phase = Phase.BODY;
            pendingAnswers++;
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            refuseBody(content);
            return;
        }
        if (message instanceof LastHttpContent) {
            phase = Phase.BETWEEN;
        }
        context.fireChannelRead(message);
    }

    /** Vert.x would send 101 before 100, which is the wrong way round (RFC 9110, 7.8). Nobody has to follow an upgrade. */
    private static void ignoreUpgradeBeforeContinue(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.UPGRADE) && headers.contains(HttpHeaderNames.EXPECT)) {
            headers.remove(HttpHeaderNames.UPGRADE);
        }
    }

    /** A body that breaks the framing. Vert.x would end the connection without an answer. */
    private void refuseBody(HttpContent content) {
        ReferenceCountUtil.release(content);
        boolean isItsAnswerNext = pendingAnswers == 1;
        if (isItsAnswerNext) {
            bytes.refuse(answers.badRequest());
        } else {
            bytes.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response && isInterim(response.status())) {
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                upgrade(context);
            }
        } else if (message instanceof LastHttpContent) {
            pendingAnswers--;
            afterRead();
        }
        super.write(context, message, promise);
    }

    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** From here on the client speaks HTTP/2, and its streams are what is pending. */
    private void upgrade(ChannelHandlerContext context) {
        context.pipeline().addAfter(context.name(), null, new Http2Frames(deadline));
        context.pipeline().remove(bytes);
        context.pipeline().remove(this);
    }
}

package io.pitwall.source.http.listen.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Follows the boundaries of HTTP/2 frames, to know when the head of a request is incomplete. Reads bytes without taking
 * them, keeps none, and judges none: what is wrong with a frame is the codec's affair.
 *
 * <pre>
 *   preface   frame header (9)                       payload        frame header ...
 *   24 bytes  length(3) type(1) flags(1) stream(4)   length bytes
 * </pre>
 *
 * <p>A head is one HEADERS frame and any number of CONTINUATION frames, nothing in between, the last with END_HEADERS.
 */
final class Http2Frames extends ChannelInboundHandlerAdapter {

    private static final int PREFACE_BYTES = 24;
    private static final int FRAME_HEADER_BYTES = 9;
    private static final int LENGTH_BYTES = 3;
    private static final int TYPE_INDEX = 3;
    private static final int FLAGS_INDEX = 4;
    private static final int END_HEADERS = 0x4;

    private final HeadDeadline deadline;

    private int prefaceBytesLeft = PREFACE_BYTES;
    private int headerBytesRead;
    private int payloadBytesLeft;
    private byte type;
    private byte flags;
    private boolean isHeadOpen;
    private boolean hasHadHead;

    Http2Frames(HeadDeadline deadline) {
        this.deadline = deadline;
        deadline.whenMissed(deadline::closeConnection);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // While a connection is upgraded, the rest of the HTTP/1.1 request comes by as messages.
        if (message instanceof ByteBuf bytes) {
            follow(bytes);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (isHeadOpen || isFrameHeaderOpen() || !hasHadHead) {
            deadline.start();
        } else {
            deadline.stop();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.stop();
        context.fireChannelInactive();
    }

    private boolean isFrameHeaderOpen() {
        return headerBytesRead > 0 && headerBytesRead < FRAME_HEADER_BYTES;
    }

    private void follow(ByteBuf bytes) {
        int index = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (index < end) {
            if (prefaceBytesLeft > 0) {
                int step = Math.min(prefaceBytesLeft, end - index);
                prefaceBytesLeft -= step;
                index += step;
            } else if (headerBytesRead < FRAME_HEADER_BYTES) {
                readHeaderByte(bytes.getByte(index++));
            } else {
                int step = Math.min(payloadBytesLeft, end - index);
                payloadBytesLeft -= step;
                index += step;
                endFrameIfComplete();
            }
        }
    }

    private void readHeaderByte(byte value) {
        if (headerBytesRead < LENGTH_BYTES) {
            payloadBytesLeft = payloadBytesLeft << Byte.SIZE | Byte.toUnsignedInt(value);
        } else if (headerBytesRead == TYPE_INDEX) {
            type = value;
        } else if (headerBytesRead == FLAGS_INDEX) {
            flags = value;
        }
        headerBytesRead++;
        if (headerBytesRead == FRAME_HEADER_BYTES) {
            isHeadOpen = isHeadOpen || type == Http2FrameTypes.HEADERS;
            endFrameIfComplete();
        }
    }

    private void endFrameIfComplete() {
        if (payloadBytesLeft > 0) {
            return;
        }
        headerBytesRead = 0;
        boolean isPartOfHead = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
        if (isPartOfHead && (flags & END_HEADERS) != 0) {
            isHeadOpen = false;
            hasHadHead = true;
            deadline.stop();
        }
    }
}

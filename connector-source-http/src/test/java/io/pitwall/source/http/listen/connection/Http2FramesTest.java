package io.pitwall.source.http.listen.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time is the channel's own, and stands still but for the test. */
final class Http2FramesTest {

    private static final long TIMEOUT_MS = 1_000;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 0x4;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ConnectionCounts counts = new ConnectionCounts();

    @BeforeEach
    void open() {
        channel.freezeTime();
        HeadDeadline deadline = new HeadDeadline(channel, TIMEOUT_MS, counts);
        channel.pipeline().addLast(new Http2Frames(deadline));
        deadline.start();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aConnectionWithoutAHeadIsClosedWhenTheTimeIsOverAndNotBefore() {
        read(preface());

        assertThat(isOpenAfter(TIMEOUT_MS - 1)).isTrue();
        assertThat(isOpenAfter(1)).isFalse();
        assertThat(counts.tooSlow()).isEqualTo(1);
    }

    @Test
    void afterItsFirstHeadAConnectionMayBeSilent() {
        read(preface(), frame(HEADERS, END_HEADERS, 10));

        assertThat(isOpenAfter(10 * TIMEOUT_MS)).isTrue();
    }

    @Test
    void continuationsBuyNoTime() {
        read(preface(), frame(HEADERS, 0, 10));
        for (int i = 0; i < 9; i++) {
            assertThat(isOpenAfter(TIMEOUT_MS / 10)).isTrue();
            read(frame(CONTINUATION, 0, 1));
        }

        assertThat(isOpenAfter(TIMEOUT_MS / 10)).isFalse();
    }

    @Test
    void theLastContinuationEndsTheHead() {
        read(preface(), frame(HEADERS, 0, 10));
        read(frame(CONTINUATION, END_HEADERS, 0));

        assertThat(isOpenAfter(10 * TIMEOUT_MS)).isTrue();
    }

    @Test
    void aLaterHeadHasItsOwnTime() {
        read(preface(), frame(HEADERS, END_HEADERS, 10));
        assertThat(isOpenAfter(10 * TIMEOUT_MS)).isTrue();

        read(frame(HEADERS, 0, 10));

        assertThat(isOpenAfter(TIMEOUT_MS - 1)).isTrue();
        assertThat(isOpenAfter(1)).isFalse();
    }

    @Test
    void aBodyThatStopsHalfWayIsNoHead() {
        read(preface(), frame(HEADERS, END_HEADERS, 10));
        ByteBuf data = frame(DATA, 0, 1_000);

        read(data.readSlice(500).retain());
        data.release();

        assertThat(isOpenAfter(10 * TIMEOUT_MS)).isTrue();
    }

    @Test
    void aFrameHeaderThatStopsHalfWayIsWatched() {
        read(preface(), frame(HEADERS, END_HEADERS, 10));
        ByteBuf next = frame(HEADERS, END_HEADERS, 10);

        read(next.readSlice(5).retain());
        next.release();

        assertThat(isOpenAfter(TIMEOUT_MS)).isFalse();
    }

    @Test
    void anyCutIsReadAlike() {
        ByteBuf all = Unpooled.wrappedBuffer(
                preface(),
                frame(DATA, END_HEADERS, 300),
                frame(HEADERS, 0, 0),
                frame(CONTINUATION, END_HEADERS, 70_000));
        while (all.isReadable()) {
            assertThat(isOpenAfter(0)).isTrue();
            read(all.readBytes(1));
        }
        all.release();

        assertThat(isOpenAfter(10 * TIMEOUT_MS)).isTrue();
    }

    private boolean isOpenAfter(long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        return channel.isOpen();
    }

    private void read(ByteBuf... parts) {
        channel.writeOneInbound(Unpooled.wrappedBuffer(parts));
        channel.flushInbound();
    }

    private static ByteBuf preface() {
        return Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", StandardCharsets.US_ASCII);
    }

    private static ByteBuf frame(int type, int flags, int length) {
        return Unpooled.buffer()
                .writeMedium(length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(1)
                .writeZero(length);
    }
}

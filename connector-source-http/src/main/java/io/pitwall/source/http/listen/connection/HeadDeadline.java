package io.pitwall.source.http.listen.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time a client has for the head of its request. Runs only while a head is incomplete after a read: a head that comes
 * in one piece costs no timer. Confined to the event loop of its connection.
 */
final class HeadDeadline {

    private final Channel connection;
    private final long timeoutMs;
    private final ConnectionCounts counts;

    private Runnable whenMissed;
    private @Nullable ScheduledFuture<?> running;

    HeadDeadline(Channel connection, long timeoutMs, ConnectionCounts counts) {
        this.connection = connection;
        this.timeoutMs = timeoutMs;
        this.counts = counts;
        this.whenMissed = this::closeConnection;
    }

    void closeConnection() {
        connection.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** What happens to the connection instead of being closed without a word. */
    void whenMissed(Runnable action) {
        whenMissed = action;
    }

    /** Changes nothing while it runs: what trickles in does not buy time. */
    void start() {
        if (running == null) {
            running = connection.eventLoop().schedule(this::miss, timeoutMs, TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }

    private void miss() {
        running = null;
        counts.countTooSlow();
        whenMissed.run();
    }
}

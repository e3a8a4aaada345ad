package io.pitwall.source.http.listen.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionGateTest {

    private final ConnectionCounts counts = new ConnectionCounts();
    private final EmbeddedChannel acceptor = new EmbeddedChannel(new ConnectionGate(
            new ConnectionLimits(2, 10_000, 600_000), new EarlyAnswers("text/plain", "too slow", "malformed"), counts));

    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final EmbeddedChannel third = new EmbeddedChannel();

    @AfterEach
    void close() {
        first.finish();
        second.finish();
        third.finish();
        acceptor.finish();
    }

    @Test
    void theLastPlaceIsGivenAway() {
        acceptor.writeInbound(first, second);

        assertThat(counts.open()).isEqualTo(2);
        assertThat(second.isOpen()).isTrue();
        assertThat(acceptor.<Object>readInbound()).isSameAs(first);
        assertThat(acceptor.<Object>readInbound()).isSameAs(second);
    }

    @Test
    void theOneBeyondItIsClosedAndNotPassedOn() {
        acceptor.writeInbound(first, second, third);

        assertThat(third.isOpen()).isFalse();
        assertThat(counts.refused()).isEqualTo(1);
        assertThat(counts.open()).isEqualTo(2);
        assertThat(acceptor.inboundMessages()).hasSize(2);
    }

    @Test
    void aConnectionThatEndsGivesItsPlaceBack() {
        acceptor.writeInbound(first, second);
        first.close();

        acceptor.writeInbound(third);

        assertThat(third.isOpen()).isTrue();
        assertThat(counts.open()).isEqualTo(2);
        assertThat(counts.refused()).isZero();
    }
}

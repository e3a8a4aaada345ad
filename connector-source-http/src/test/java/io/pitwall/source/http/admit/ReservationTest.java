package io.pitwall.source.http.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReservationTest {

    private final InflightBytes inflight = new InflightBytes(100);
    private final AtomicInteger releases = new AtomicInteger();
    private final Reservation reservation = new Reservation(inflight, releases::incrementAndGet);

    @Test
    void whatIsGivenBackMayBeTakenAgain() {
        reservation.tryGrow(100);
        reservation.shrink(30);

        assertThat(reservation.bytes()).isEqualTo(70);
        assertThat(inflight.reservedBytes()).isEqualTo(70);
        assertThat(reservation.tryGrow(31)).isFalse();
        assertThat(reservation.tryGrow(30)).isTrue();
    }

    @Test
    void everythingMayBeGivenBackAndTheReservationIsStillOpen() {
        reservation.tryGrow(100);
        reservation.shrink(100);

        assertThat(inflight.reservedBytes()).isZero();
        assertThat(releases).hasValue(0);
        assertThat(reservation.tryGrow(1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void moreThanIsHeldCannotBeGivenBack(long bytes) {
        reservation.tryGrow(10);

        assertThatThrownBy(() -> reservation.shrink(bytes)).isInstanceOf(IllegalArgumentException.class);
        assertThat(inflight.reservedBytes()).isEqualTo(10);
    }

    @Test
    void theEndIsToldOnceHoweverOftenItIsReleased() {
        reservation.tryGrow(10);
        reservation.release();
        reservation.release();

        assertThat(releases).hasValue(1);
    }

    @Test
    void nothingIsTakenOnceItIsReleasedBecauseNobodyWouldGiveItBack() {
        reservation.release();

        assertThat(reservation.tryGrow(1)).isFalse();
        assertThat(inflight.reservedBytes()).isZero();
    }
}

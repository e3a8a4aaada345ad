package io.pitwall.source.http.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InflightBytesTest {

    private final InflightBytes inflight = new InflightBytes(100);

    @Test
    void bytesUpToExactlyTheBoundAreAdmitted() {
        assertThat(new Reservation(inflight).tryGrow(60)).isTrue();
        assertThat(new Reservation(inflight).tryGrow(40)).isTrue();
    }

    @Test
    void oneByteBeyondTheBoundIsRefused() {
        assertThat(new Reservation(inflight).tryGrow(60)).isTrue();
        assertThat(new Reservation(inflight).tryGrow(41)).isFalse();
        assertThat(inflight.reservedBytes()).isEqualTo(60);
    }

    @Test
    void nothingIsAlwaysAdmitted() {
        new Reservation(inflight).tryGrow(100);

        assertThat(new Reservation(inflight).tryGrow(0)).isTrue();
    }

    @Test
    void aHugeAnnouncementDoesNotOverflow() {
        new Reservation(inflight).tryGrow(1);

        assertThat(new Reservation(inflight).tryGrow(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void aReservationThatMayNotGrowKeepsWhatItHas() {
        Reservation reservation = new Reservation(inflight);
        reservation.tryGrow(60);

        assertThat(reservation.tryGrow(41)).isFalse();
        assertThat(reservation.tryGrow(40)).isTrue();
        assertThat(inflight.reservedBytes()).isEqualTo(100);
    }

    @Test
    void releasingTwiceGivesBackOnce() {
        Reservation reservation = new Reservation(inflight);
        reservation.tryGrow(30);
        Reservation other = new Reservation(inflight);
        other.tryGrow(50);

        reservation.release();
        reservation.release();

        assertThat(inflight.reservedBytes()).isEqualTo(50);
    }

    @Test
    void whatIsInAPartIsInTheWholeToo() {
        InflightBytes part = inflight.part(50);
        Reservation reservation = new Reservation(part);

        assertThat(reservation.tryGrow(50)).isTrue();
        assertThat(part.reservedBytes()).isEqualTo(50);
        assertThat(inflight.reservedBytes()).isEqualTo(50);

        reservation.release();

        assertThat(part.reservedBytes()).isZero();
        assertThat(inflight.reservedBytes()).isZero();
    }

    @Test
    void oneByteBeyondTheBoundOfAPartIsCountedNowhere() {
        InflightBytes part = inflight.part(50);

        assertThat(new Reservation(part).tryGrow(51)).isFalse();
        assertThat(part.reservedBytes()).isZero();
        assertThat(inflight.reservedBytes()).isZero();
    }

    @Test
    void oneByteBeyondTheBoundOfTheWholeIsNotCountedInThePart() {
        InflightBytes part = inflight.part(50);
        new Reservation(inflight).tryGrow(60);

        assertThat(new Reservation(part).tryGrow(41)).isFalse();
        assertThat(part.reservedBytes()).isZero();
        assertThat(inflight.reservedBytes()).isEqualTo(60);
        assertThat(new Reservation(part).tryGrow(40)).isTrue();
    }

    @Test
    void whatOnePartDoesNotTakeIsLeftForAnother() {
        new Reservation(inflight.part(50)).tryGrow(50);

        assertThat(new Reservation(inflight.part(50)).tryGrow(50)).isTrue();
        assertThat(new Reservation(inflight.part(50)).tryGrow(1)).isFalse();
    }

    @Test
    void theBoundHoldsUnderContentionAndEverythingIsGivenBack() throws Exception {
        AtomicLong greatest = new AtomicLong();
        CountDownLatch done = new CountDownLatch(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < 20_000; i++) {
                    Reservation reservation = new Reservation(inflight);
                    if (reservation.tryGrow(35)) {
                        greatest.accumulateAndGet(inflight.reservedBytes(), Math::max);
                        reservation.release();
                    }
                }
                done.countDown();
            });
        }
        threads.shutdown();

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(greatest).hasValueLessThanOrEqualTo(100);
        assertThat(inflight.reservedBytes()).isZero();
    }
}

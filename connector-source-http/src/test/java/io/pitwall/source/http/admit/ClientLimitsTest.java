package io.pitwall.source.http.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.admit.Permit.Granted;
import io.pitwall.source.http.admit.Permit.Postponed;
import io.pitwall.source.http.authenticate.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ClientLimitsTest {

    private static final long SECOND = 1_000_000_000;
    private static final Client ALI = new Client("ali", true);
    private static final Client BABA = new Client("baba", true);

    private final InflightBytes inflight = new InflightBytes(100);

    /** Begins near the end of the clock's range, which a nanosecond clock may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND / 2);

    private ClientLimits limits(long bytes, double perSecond) {
        return limits(bytes, perSecond, ClientLimits.MAX_CLIENTS);
    }

    private ClientLimits limits(long bytes, double perSecond, int maxClients) {
        return new ClientLimits(new ClientLimitSettings(bytes, perSecond), inflight, nanos::get, maxClients);
    }

    private static Reservation granted(ClientLimits limits, Client client) {
        Permit permit = limits.admit(client);
        assertThat(permit).isInstanceOf(Granted.class);
        return ((Granted) permit).reservation();
    }

    private static Client device(int number) {
        return new Client("device-" + number, false);
    }

    @Test
    void aClientTakesUpToItsBoundOverAllItsRequests() {
        ClientLimits limits = limits(50, 0);
        Reservation first = granted(limits, ALI);
        Reservation second = granted(limits, ALI);

        assertThat(first.tryGrow(30)).isTrue();
        assertThat(second.tryGrow(21)).isFalse();
        assertThat(second.tryGrow(20)).isTrue();
        assertThat(granted(limits, BABA).tryGrow(50)).isTrue();
    }

    @Test
    void whatOneRequestGivesBackIsThereForTheClientsNext() {
        ClientLimits limits = limits(50, 0);
        Reservation first = granted(limits, ALI);
        Reservation second = granted(limits, ALI);
        first.tryGrow(50);
        first.release();

        assertThat(second.tryGrow(50)).isTrue();
        assertThat(inflight.reservedBytes()).isEqualTo(50);
    }

    @Test
    void theBoundOfAllHoldsWhateverEachMayTake() {
        ClientLimits limits = limits(60, 0);
        granted(limits, ALI).tryGrow(60);

        assertThat(granted(limits, BABA).tryGrow(41)).isFalse();
        assertThat(granted(limits, BABA).tryGrow(40)).isTrue();
    }

    @Test
    void aNameThatIsProvenIsNotTheAddressThatReadsTheSame() {
        ClientLimits limits = limits(50, 0);
        granted(limits, new Client("192.0.2.7", true)).tryGrow(50);

        assertThat(granted(limits, new Client("192.0.2.7", false)).tryGrow(50)).isTrue();
    }

    @Test
    void withoutLimitsOneClientMayTakeEverythingAndNobodyIsTracked() {
        ClientLimits limits = limits(0, 0);

        assertThat(granted(limits, ALI).tryGrow(100)).isTrue();
        assertThat(granted(limits, BABA).tryGrow(1)).isFalse();
        assertThat(limits.trackedClients()).isZero();
    }

    @Test
    void withARateAloneOneClientMayTakeAllTheBytes() {
        assertThat(granted(limits(0, 1), ALI).tryGrow(100)).isTrue();
    }

    @Test
    void aRequestBeyondTheRateIsPostponedUntilTheNextMayCome() {
        ClientLimits limits = limits(0, 2);
        granted(limits, ALI);
        granted(limits, ALI);

        assertThat(limits.admit(ALI)).isEqualTo(new Postponed(1));

        nanos.addAndGet(SECOND / 2 - 1);
        assertThat(limits.admit(ALI)).isEqualTo(new Postponed(1));

        nanos.addAndGet(1);
        granted(limits, ALI);
    }

    @Test
    void theWaitIsInWholeSecondsAndLongEnough() {
        ClientLimits limits = limits(0, 0.1);
        granted(limits, ALI);

        assertThat(limits.admit(ALI)).isEqualTo(new Postponed(10));
        nanos.addAndGet(1);
        assertThat(limits.admit(ALI)).isEqualTo(new Postponed(10));
        nanos.addAndGet(SECOND - 1);
        assertThat(limits.admit(ALI)).isEqualTo(new Postponed(9));
    }

    @Test
    void oneClientsRateIsNotAnothers() {
        ClientLimits limits = limits(0, 1);
        granted(limits, ALI);

        granted(limits, BABA);
    }

    @Test
    void aClientIsForgottenWithItsLastRequest() {
        ClientLimits limits = limits(50, 0);
        Reservation first = granted(limits, ALI);
        Reservation second = granted(limits, ALI);
        first.release();
        assertThat(limits.trackedClients()).isEqualTo(1);

        second.release();
        assertThat(limits.trackedClients()).isZero();
    }

    @Test
    void aClientThatHasSpentItsRateIsRememberedUntilThatIsMadeUpFor() {
        ClientLimits limits = limits(0, 2);
        granted(limits, ALI).release();
        granted(limits, ALI).release();

        nanos.addAndGet(SECOND - 1);
        limits.forgetIdle();
        assertThat(limits.trackedClients()).isEqualTo(1);

        nanos.addAndGet(1);
        limits.forgetIdle();
        assertThat(limits.trackedClients()).isZero();
    }

    @Test
    void aClientWithARequestUnderWayIsNotForgottenHoweverLongItTakes() {
        ClientLimits limits = limits(50, 2);
        Reservation slow = granted(limits, ALI);
        slow.tryGrow(50);
        nanos.addAndGet(3_600 * SECOND);
        limits.forgetIdle();

        assertThat(granted(limits, ALI).tryGrow(1)).isFalse();
    }

    @Test
    void aPostponedRequestLeavesNothingBehind() {
        ClientLimits limits = limits(0, 1);
        granted(limits, ALI).release();
        limits.admit(ALI);
        nanos.addAndGet(SECOND);
        limits.forgetIdle();

        assertThat(limits.trackedClients()).isZero();
    }

    @Test
    void anIdleCrowdIsForgottenInAFewCalls() {
        ClientLimits limits = limits(0, 1);
        for (int i = 0; i < 20_000; i++) {
            granted(limits, device(i)).release();
        }
        assertThat(limits.trackedClients()).isEqualTo(20_000);

        nanos.addAndGet(SECOND);
        for (int call = 0; call < 5; call++) {
            limits.forgetIdle();
        }
        assertThat(limits.trackedClients()).isZero();
    }

    @Test
    void clientsBeyondTheMostThatAreTrackedShareOneAllowance() {
        ClientLimits limits = limits(50, 1, 2);
        granted(limits, device(1));
        granted(limits, device(2));

        assertThat(granted(limits, device(3)).tryGrow(40)).isTrue();
        assertThat(limits.trackedClients()).isEqualTo(2);
        assertThat(limits.admit(device(4))).isEqualTo(new Postponed(1));

        nanos.addAndGet(SECOND);
        Reservation another = granted(limits, device(5));
        assertThat(another.tryGrow(11)).isFalse();
        assertThat(another.tryGrow(10)).isTrue();
    }

    @Test
    void clientsThatAreTrackedKeepTheirOwnAllowanceInACrowd() {
        ClientLimits limits = limits(50, 0, 1);
        granted(limits, ALI).tryGrow(10);
        granted(limits, BABA).tryGrow(50);

        assertThat(granted(limits, ALI).tryGrow(40)).isTrue();
    }

    @Test
    void whoIsForgottenMakesRoomForAnother() {
        ClientLimits limits = limits(50, 0, 1);
        Reservation first = granted(limits, ALI);
        Reservation ofTheRest = granted(limits, BABA);
        ofTheRest.tryGrow(50);
        first.release();
        Reservation own = granted(limits, BABA);

        assertThat(own.tryGrow(50)).isTrue();
        ofTheRest.release();
        assertThat(limits.trackedClients()).isEqualTo(1);
        own.release();
        assertThat(limits.trackedClients()).isZero();
        assertThat(inflight.reservedBytes()).isZero();
    }

    @Test
    void aHundredThousandClientsHaveAnAllowanceOfTheirOwn() {
        ClientLimits limits = limits(1, 0);
        for (int i = 0; i < 100_001; i++) {
            granted(limits, device(i));
        }

        assertThat(limits.trackedClients()).isEqualTo(100_000);
    }

    @Test
    void underContentionNoBoundIsExceededAndEverythingIsGivenBack() throws Exception {
        long seed = new Random().nextLong();
        ClientLimits limits = limits(40, 0, 3);
        AtomicLong[] held = {new AtomicLong(), new AtomicLong(), new AtomicLong()};
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(seed + thread);
            all.add(threads.submit(() -> {
                for (int i = 0; i < 20_000; i++) {
                    int client = random.nextInt(3);
                    Reservation reservation = granted(limits, device(client));
                    int bytes = 1 + random.nextInt(25);
                    if (reservation.tryGrow(bytes)) {
                        assertThat(held[client].addAndGet(bytes)).isLessThanOrEqualTo(40);
                        assertThat(inflight.reservedBytes()).isLessThanOrEqualTo(100);
                        held[client].addAndGet(-bytes);
                    }
                    if (random.nextInt(10) == 0) {
                        limits.forgetIdle();
                    }
                    reservation.release();
                }
            }));
        }
        threads.shutdown();
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }

        assertThat(inflight.reservedBytes()).as("seed " + seed).isZero();
        assertThat(limits.trackedClients()).as("seed " + seed).isZero();
    }

    @Test
    void underContentionOneClientsRateHolds() throws Exception {
        ClientLimits limits = limits(0, 1_000);
        AtomicLong taken = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < 1_000; i++) {
                    if (limits.admit(ALI) instanceof Granted granted) {
                        taken.incrementAndGet();
                        granted.reservation().release();
                    }
                }
            }));
        }
        threads.shutdown();
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }

        assertThat(taken).hasValue(1_000);
    }
}

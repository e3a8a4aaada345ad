package io.pitwall.source.http.admit;

import io.pitwall.source.http.authenticate.Client;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much each client has in flight and how often it comes. Thread-safe; requests of different clients do not wait for
 * each other.
 *
 * <p>A client is forgotten when it has no request under way and may send a full second's worth: then nothing is lost with
 * it. Beyond {@link #MAX_CLIENTS} that cannot be forgotten, those that come next share one allowance, as if they were one
 * client, until there is room.
 */
public final class ClientLimits {

    static final int MAX_CLIENTS = 100_000;

    /** So that one call stays well under a millisecond: it is made on an event loop. */
    private static final int LOOKED_AT_PER_CALL = 5_000;

    private final ClientLimitSettings settings;
    private final InflightBytes inflightOfAll;
    private final TokenBucket.Rate rate;
    private final LongSupplier nanoClock;
    private final long originNanos;

    private final Map<Client, Allowance> allowances = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final Allowance allowanceOfTheRest;

    /** Guarded by this. */
    private Iterator<Client> nextToLookAt;

    /** What one client has taken, and may take. */
    private static final class Allowance {

        final InflightBytes inflight;
        final TokenBucket bucket;

        /** Under way. Read and written only inside a compute of the map, which is alone with its client. */
        int requests;

        Allowance(InflightBytes inflight, TokenBucket bucket) {
            this.inflight = inflight;
            this.bucket = bucket;
        }
    }

    public ClientLimits(ClientLimitSettings settings, InflightBytes inflightOfAll, LongSupplier nanoClock) {
        this(settings, inflightOfAll, nanoClock, MAX_CLIENTS);
    }

    ClientLimits(ClientLimitSettings settings, InflightBytes inflightOfAll, LongSupplier nanoClock, int maxClients) {
        this.settings = settings;
        this.inflightOfAll = inflightOfAll;
        this.rate = TokenBucket.Rate.of(settings.maxRequestsPerSecond());
        this.nanoClock = nanoClock;
        this.originNanos = nanoClock.getAsLong();
        this.room = new Semaphore(maxClients);
        this.allowanceOfTheRest = newAllowance();
        this.nextToLookAt = allowances.keySet().iterator();
    }

    /** Counts a request of that client. */
    public Permit admit(Client client) {
        if (settings.isUnlimited()) {
            return new Permit.Granted(new Reservation(inflightOfAll));
        }
        Allowance allowance = enter(client);
        long waitNanos = allowance.bucket.take(nowNanos());
        if (waitNanos > 0) {
            leave(client, allowance);
            return new Permit.Postponed(secondsUp(waitNanos));
        }
        return new Permit.Granted(new Reservation(allowance.inflight, () -> leave(client, allowance)));
    }

    private static long secondsUp(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return (nanos + second - 1) / second;
    }

    /** Since this was made, so that times can be compared although the clock may begin anywhere. */
    private long nowNanos() {
        return nanoClock.getAsLong() - originNanos;
    }

    private Allowance enter(Client client) {
        Allowance own = allowances.compute(client, (ignored, known) -> entered(known));
        return own == null ? allowanceOfTheRest : own;
    }

    private @Nullable Allowance entered(@Nullable Allowance known) {
        if (known == null && !room.tryAcquire()) {
            return null;
        }
        Allowance entered = known == null ? newAllowance() : known;
        entered.requests++;
        return entered;
    }

    private Allowance newAllowance() {
        InflightBytes inflight =
                settings.maxInflightBytes() == 0 ? inflightOfAll : inflightOfAll.part(settings.maxInflightBytes());
        return new Allowance(inflight, new TokenBucket(rate));
    }

    private void leave(Client client, Allowance allowance) {
        if (allowance != allowanceOfTheRest) {
            allowances.computeIfPresent(client, (ignored, known) -> {
                known.requests--;
                return keptOrForgotten(known);
            });
        }
    }

    private @Nullable Allowance keptOrForgotten(Allowance known) {
        if (known.requests > 0 || !known.bucket.isFull(nowNanos())) {
            return known;
        }
        room.release();
        return null;
    }

    /** Forgets clients that have become idle since their last request ended; to be called every now and then. */
    public synchronized void forgetIdle() {
        if (!nextToLookAt.hasNext()) {
            nextToLookAt = allowances.keySet().iterator();
        }
        for (int i = 0; i < LOOKED_AT_PER_CALL && nextToLookAt.hasNext(); i++) {
            allowances.computeIfPresent(nextToLookAt.next(), (ignored, known) -> keptOrForgotten(known));
        }
    }

    /** The clients that have an allowance of their own. */
    public int trackedClients() {
        return allowances.size();
    }
}

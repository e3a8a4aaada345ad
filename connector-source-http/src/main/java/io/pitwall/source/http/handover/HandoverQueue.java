package io.pitwall.source.http.handover;

import io.pitwall.source.http.acknowledge.PendingRequest;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The decoded requests that wait for the task, oldest first. Bounded by their admission, not here. Thread-safe. */
final class HandoverQueue {

    private final Set<PendingRequest> requests = new LinkedHashSet<>();
    private boolean isClosed;

    synchronized void add(PendingRequest request) {
        requests.add(request);
        notifyAll();
    }

    synchronized void remove(PendingRequest request) {
        requests.remove(request);
    }

    synchronized Optional<PendingRequest> takeFirst() {
        Iterator<PendingRequest> oldestFirst = requests.iterator();
        if (!oldestFirst.hasNext()) {
            return Optional.empty();
        }
        PendingRequest first = oldestFirst.next();
        oldestFirst.remove();
        return Optional.of(first);
    }

    /** Returns when there is something to take, the queue is closed, or the time is over. */
    synchronized void await(long maxWaitMs) throws InterruptedException {
        long endNanos = System.nanoTime() + maxWaitMs * 1_000_000;
        long leftMs = maxWaitMs;
        while (requests.isEmpty() && !isClosed && leftMs > 0) {
            wait(leftMs);
            leftMs = (endNanos - System.nanoTime()) / 1_000_000;
        }
    }

    /** Wakes who waits, now and from now on. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}

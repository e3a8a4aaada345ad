package io.pitwall.source.http.acknowledge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The requests of one task that hold bytes, in order of arrival. Thread-safe; calls a request only outside its own lock. */
public final class PendingRequests {

    private final Set<PendingRequest> requests = new LinkedHashSet<>();
    private boolean isStopped;

    /** False once stopped: the request would never be answered. */
    public synchronized boolean add(PendingRequest request) {
        return !isStopped && requests.add(request);
    }

    public synchronized void remove(PendingRequest request) {
        requests.remove(request);
    }

    public synchronized int size() {
        return requests.size();
    }

    private synchronized List<PendingRequest> snapshot() {
        return List.copyOf(requests);
    }

    /** Answers the requests whose deadline has come. All have the same timeout, so the first that is in time ends the search. */
    public void expire(long nowMs) {
        for (PendingRequest request : snapshot()) {
            if (!request.expire(nowMs)) {
                return;
            }
        }
    }

    void settleAllHandedOverBy(long poll) {
        snapshot().forEach(request -> request.settleAllHandedOverBy(poll));
    }

    /** Answers every request, now and for good. */
    public void stop() {
        synchronized (this) {
            isStopped = true;
        }
        snapshot().forEach(PendingRequest::stop);
    }
}

package io.pitwall.source.http.listen;

import java.util.HashMap;
import java.util.Map;

/**
 * The listeners of this worker, shared by the tasks with one bind address: the first to open binds it, the last to close
 * releases it. Thread-safe.
 */
public final class Listeners {

    /** A static of the plug-in's class loader, which all connectors of one worker have in common. */
    private static final Listeners OF_THIS_WORKER = new Listeners();

    private final Map<BindAddress, Listener> listeners = new HashMap<>();
    private final Map<BindAddress, Integer> users = new HashMap<>();

    private Listeners() {}

    public static Listeners ofThisWorker() {
        return OF_THIS_WORKER;
    }

    /** One task's share in a listener. */
    public final class Share {

        private final BindAddress address;
        private final Route route;
        private final int port;

        private Share(BindAddress address, Route route, int port) {
            this.address = address;
            this.route = route;
            this.port = port;
        }

        /** The port that is bound, also where a free one was asked for. */
        public int port() {
            return port;
        }

        /** To be called once, after the intake has stopped. */
        public void close() {
            release(address, route);
        }
    }

    /** Binds the address unless it is bound, and sends the route's requests to its intake. */
    public synchronized Share open(BindAddress address, Route route) {
        Listener listener = listeners.computeIfAbsent(address, Listener::open);
        users.merge(address, 1, Integer::sum);
        try {
            listener.router().add(route);
        } catch (RuntimeException e) {
            closeIfUnused(address, listener);
            throw e;
        }
        return new Share(address, route, listener.port());
    }

    private synchronized void release(BindAddress address, Route route) {
        Listener listener = listeners.get(address);
        if (listener != null) {
            listener.router().remove(route);
            closeIfUnused(address, listener);
        }
    }

    private void closeIfUnused(BindAddress address, Listener listener) {
        if (users.merge(address, -1, Integer::sum) == 0) {
            users.remove(address);
            listeners.remove(address);
            listener.close();
        }
    }
}

package io.pitwall.source.http.listen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

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
    public synchronized Share open(BindAddress address, ListenerSettings settings, Route route) {
        Listener listener = listeners.computeIfAbsent(address, free -> Listener.open(free, settings));
        requireAgreement(address, listener.settings(), settings);
        users.merge(address, 1, Integer::sum);
        try {
            listener.router().add(route);
        } catch (RuntimeException e) {
            closeIfUnused(address, listener);
            throw e;
        }
        return new Share(address, route, listener.port());
    }

    private static void requireAgreement(BindAddress address, ListenerSettings open, ListenerSettings wanted) {
        List<String> keys = open.keysThatDiffer(wanted);
        if (!keys.isEmpty()) {
            throw new ConnectException("Expected every connector on " + address
                    + " to say the same about its connections; found other values of " + String.join(", ", keys)
                    + " than the tasks have that serve it now. Give them the same values, or another http.port.");
        }
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

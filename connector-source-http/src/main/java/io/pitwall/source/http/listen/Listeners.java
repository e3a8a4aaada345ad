package io.pitwall.source.http.listen;

import io.pitwall.source.http.handover.Intake;
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
        private final Gateway gateway;
        private final Intake intake;
        private final int port;

        private Share(BindAddress address, Gateway gateway, Intake intake, int port) {
            this.address = address;
            this.gateway = gateway;
            this.intake = intake;
            this.port = port;
        }

        /** The port that is bound, also where a free one was asked for. */
        public int port() {
            return port;
        }

        /** What the connector's clients have sent to this worker and not been answered for. */
        public long inflightBytes() {
            return gateway.inflightBytes();
        }

        /** To be called once, after the intake has stopped. */
        public void close() {
            release(address, gateway, intake);
        }
    }

    /** Binds the address unless it is bound, and lets the intake serve the paths of its connector. */
    public synchronized Share open(BindAddress address, GatewaySettings settings, Intake intake) {
        Listener listener = listeners.computeIfAbsent(address, Listener::open);
        users.merge(address, 1, Integer::sum);
        try {
            return new Share(address, listener.gateways().join(settings, intake), intake, listener.port());
        } catch (RuntimeException e) {
            closeIfUnused(address, listener);
            throw e;
        }
    }

    private synchronized void release(BindAddress address, Gateway gateway, Intake intake) {
        Listener listener = listeners.get(address);
        if (listener != null) {
            listener.gateways().leave(gateway, intake);
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

package io.pitwall.source.http.listen;

import io.pitwall.source.http.handover.Intake;
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
    public synchronized Share open(
            BindAddress address, ListenerSettings settings, GatewaySettings gateway, Intake intake) {
        Listener listener = listeners.computeIfAbsent(address, free -> Listener.open(free, settings));
        requireAgreement(address, listener.settings(), settings);
        users.merge(address, 1, Integer::sum);
        try {
            return new Share(address, listener.gateways().join(gateway, intake), intake, listener.port());
        } catch (RuntimeException e) {
            closeIfUnused(address, listener);
            throw e;
        }
    }

    private static void requireAgreement(BindAddress address, ListenerSettings open, ListenerSettings wanted) {
        List<String> keys = open.keysThatDiffer(wanted);
        if (!keys.isEmpty()) {
            throw new ConnectException("Expected every connector on " + address
                    + " to say the same about its connections; found other values of " + String.join(", ", keys)
                    + " than the tasks have that serve it now. Give them the same values, or another http.port.");
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

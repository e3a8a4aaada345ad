package io.pitwall.source.http.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what is measured wherever this worker can show it, each place once. A gateway runs whether or not that succeeds.
 *
 * <p>A connector whose configuration has changed, and a task that was cancelled, may run for a while beside their successors
 * in the same JVM; hence who is in which place is known across instances: the latest.
 */
public final class Showcase {

    private static final Logger log = LoggerFactory.getLogger(Showcase.class);

    /** Guarded by itself, showing and hiding included. */
    private static final Map<Object, Shown> SHOWN = new HashMap<>();

    private Showcase() {}

    /** What can be seen until it is closed; closing it again changes nothing. */
    @FunctionalInterface
    public interface Shown {

        Shown NONE = () -> {};

        void close();
    }

    /** Puts something in its place, which is free, and returns how to take it away. */
    @FunctionalInterface
    interface Showing<E extends Exception> {
        Shown show() throws E;
    }

    /** As an MBean. */
    public static Shown ofConnector(String connector, GatewayMetrics metrics) {
        return GatewayBeans.show(connector, metrics);
    }

    /** Among the metrics of its task, which Connect has from 4.1. */
    public static Shown ofTask(SourceTaskContext context, RequestMetrics metrics) {
        try {
            return ConnectGauges.show(context, metrics);
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            log.debug("This Connect is older than 4.1 and has no metrics for plugins; there are MBeans alone");
            return Shown.NONE;
        }
    }

    static <E extends Exception> Shown inPlaceOfPredecessor(Object place, Showing<E> showing) throws E {
        synchronized (SHOWN) {
            Shown predecessor = SHOWN.remove(place);
            if (predecessor != null) {
                predecessor.close();
            }
            Shown shown = showing.show();
            SHOWN.put(place, shown);
            return () -> hide(place, shown);
        }
    }

    private static void hide(Object place, Shown shown) {
        synchronized (SHOWN) {
            if (SHOWN.remove(place, shown)) {
                shown.close();
            }
        }
    }
}

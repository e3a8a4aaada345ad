package io.pitwall.source.http.metrics;

import io.pitwall.source.http.metrics.Showcase.Shown;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows connectors as MBeans {@code io.pitwall:type=http-gateway,connector=…}. */
final class GatewayBeans {

    private static final Logger log = LoggerFactory.getLogger(GatewayBeans.class);
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,=:\"*?\\n]");

    private GatewayBeans() {}

    static Shown show(String connector, GatewayMetrics metrics) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = nameOf(connector);
            return Showcase.inPlaceOfPredecessor(name, () -> {
                server.registerMBean(new GatewayBean(metrics), name);
                return () -> hide(server, name);
            });
        } catch (JMException e) {
            log.warn("Connector {} has no MBean, but runs", connector, e);
            return Shown.NONE;
        }
    }

    private static void hide(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            log.warn("{} stays in JMX, though its connector has no task on this worker", name, e);
        }
    }

    static ObjectName nameOf(String connector) throws MalformedObjectNameException {
        String value = NEEDS_QUOTES.matcher(connector).find() ? ObjectName.quote(connector) : connector;
        return new ObjectName("io.pitwall:type=http-gateway,connector=" + value);
    }
}

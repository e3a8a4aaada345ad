package io.pitwall.pack.recording;

import io.pitwall.local.LocalJmx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;

/** What a worker process shows of its connectors, asked as any monitoring would, without our classes. */
final class MBeansOfAWorker implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private MBeansOfAWorker(JMXConnector connector, MBeanServerConnection server) {
        this.connector = connector;
        this.server = server;
    }

    static MBeansOfAWorker of(LocalJmx jmx) {
        try {
            JMXConnector connector = jmx.connect();
            return new MBeansOfAWorker(connector, connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's JMX does not answer", e);
        }
    }

    /** The MBeans of the shards of a connector. */
    Set<ObjectName> shards(String connector) {
        return find("io.pitwall:type=window-sink,connector=" + connector + ",*");
    }

    /** The metrics that Connect has of the shards of a connector. */
    Set<ObjectName> pluginMetrics(String connector) {
        return find("kafka.connect:type=plugins,connector=" + connector + ",topic=*,*");
    }

    /** The MBean of a gateway. */
    Set<ObjectName> gateways(String connector) {
        return find("io.pitwall:type=http-gateway,connector=" + connector);
    }

    /** The metrics that Connect has of the tasks of a connector as such. */
    Set<ObjectName> tasks(String connector) {
        return find("kafka.connect:type=plugins,connector=" + connector + ",task=*");
    }

    private Set<ObjectName> find(String pattern) {
        return asked(() -> server.queryNames(new ObjectName(pattern), null));
    }

    List<MBeanAttributeInfo> attributes(ObjectName name) {
        return asked(() -> List.of(server.getMBeanInfo(name).getAttributes()));
    }

    /** All values, read in one call. */
    Map<String, Object> values(ObjectName name) {
        String[] attributes =
                attributes(name).stream().map(MBeanAttributeInfo::getName).toArray(String[]::new);
        List<Attribute> answer =
                asked(() -> server.getAttributes(name, attributes).asList());
        Map<String, Object> values = new TreeMap<>();
        for (Attribute attribute : answer) {
            values.put(attribute.getName(), attribute.getValue());
        }
        return values;
    }

    /** One of the values, as numbers by name. */
    static Map<String, Long> table(Map<String, Object> values, String attribute) {
        Map<String, Long> numbers = new TreeMap<>();
        if (values.get(attribute) instanceof TabularData table) {
            for (Object row : table.values()) {
                CompositeData entry = (CompositeData) row;
                numbers.put((String) entry.get("key"), (Long) entry.get("value"));
            }
        }
        return numbers;
    }

    /** Of the only shard of a connector, from its MBean; none while there is none. */
    Stream<Map<String, Object>> valuesOfShards(String connector) {
        return shards(connector).stream().map(this::values);
    }

    private interface Question<T> {
        T ask() throws IOException, JMException;
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's JMX does not answer", e);
        } catch (JMException e) {
            throw new IllegalStateException("The worker's JMX refuses a question", e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot hang up on the worker's JMX", e);
        }
    }
}

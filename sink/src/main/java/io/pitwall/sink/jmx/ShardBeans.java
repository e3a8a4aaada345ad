package io.pitwall.sink.jmx;

import io.pitwall.sink.shard.ShardGauges;
import io.pitwall.sink.shard.ShardStatus;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the shards of one connector as MBeans {@code io.pitwall:type=window-sink,connector=…,topic=…,partition=…}. A shard
 * runs whether or not that succeeds.
 *
 * <p>A cancelled task may still run beside its successor in the same JVM, hence who is shown is known across instances.
 */
public final class ShardBeans implements ShardGauges {

    private static final Logger log = LoggerFactory.getLogger(ShardBeans.class);
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,=:\"*?\\n]");

    /** Whose bean stands under each name; guarded by itself, registration included. */
    private static final Map<ObjectName, ShardAtOnce> SHOWN = new HashMap<>();

    private final String connector;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    public ShardBeans(String connector) {
        this.connector = connector;
    }

    @Override
    public Shown show(TopicPartition partition, Supplier<ShardStatus> status) {
        try {
            ObjectName name = nameOf(connector, partition);
            ShardAtOnce bean = new ShardAtOnce(status);
            synchronized (SHOWN) {
                unregister(name);
                server.registerMBean(bean, name);
                SHOWN.put(name, bean);
            }
            return () -> hide(name, bean);
        } catch (JMException e) {
            log.warn("{} is not shown in JMX, but runs", partition, e);
            return () -> {};
        }
    }

    private void hide(ObjectName name, ShardAtOnce bean) {
        synchronized (SHOWN) {
            if (!SHOWN.remove(name, bean)) {
                return;
            }
            try {
                unregister(name);
            } catch (JMException e) {
                log.warn("{} stays in JMX with its last counts, though its shard is closed", name, e);
            }
        }
    }

    private void unregister(ObjectName name) throws JMException {
        if (server.isRegistered(name)) {
            server.unregisterMBean(name);
        }
    }

    static ObjectName nameOf(String connector, TopicPartition partition) throws MalformedObjectNameException {
        return new ObjectName("io.pitwall:type=window-sink,connector=" + quoted(connector) + ",topic="
                + quoted(partition.topic()) + ",partition=" + partition.partition());
    }

    private static String quoted(String value) {
        return NEEDS_QUOTES.matcher(value).find() ? ObjectName.quote(value) : value;
    }
}

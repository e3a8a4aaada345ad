package io.pitwall.sink.metrics;

import io.pitwall.sink.shard.ShardGauges;
import io.pitwall.sink.shard.ShardStatus;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows shards as MBeans {@code io.pitwall:type=window-sink,connector=…,topic=…,partition=…}. */
final class ShardBeans implements ShardGauges {

    private static final Logger log = LoggerFactory.getLogger(ShardBeans.class);
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,=:\"*?\\n]");

    private final String connector;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    ShardBeans(String connector) {
        this.connector = connector;
    }

    @Override
    public Shown show(TopicPartition partition, Supplier<ShardStatus> status) {
        try {
            ObjectName name = nameOf(connector, partition);
            hide(name);
            server.registerMBean(new ShardBean(status), name);
            return () -> hide(name);
        } catch (JMException e) {
            log.warn("{} has no MBean, but runs", partition, e);
            return () -> {};
        }
    }

    private void hide(ObjectName name) {
        try {
            if (server.isRegistered(name)) {
                server.unregisterMBean(name);
            }
        } catch (JMException e) {
            log.warn("{} stays in JMX, though its shard is closed", name, e);
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

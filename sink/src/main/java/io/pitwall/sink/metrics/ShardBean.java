package io.pitwall.sink.metrics;

import io.pitwall.sink.shard.ShardStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.Descriptor;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanInfo;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jspecify.annotations.Nullable;

/**
 * One shard as an MBean, an attribute per metric. Attributes that are asked for together are read from one status, even if a
 * commit comes in between. On JMX's threads.
 */
final class ShardBean implements DynamicMBean {

    private static final Map<String, Metric> METRICS = byAttribute();
    private static final MBeanInfo INFO = new OpenMBeanInfoSupport(
            ShardBean.class.getName(),
            "One shard of a window sink: an input partition with all that belongs to it",
            METRICS.values().stream().map(ShardBean::infoOf).toArray(OpenMBeanAttributeInfo[]::new),
            null,
            null,
            null);

    private final Supplier<ShardStatus> status;

    ShardBean(Supplier<ShardStatus> status) {
        this.status = status;
    }

    private static Map<String, Metric> byAttribute() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        ShardMetrics.all().forEach(metric -> metrics.put(metric.attribute(), metric));
        return metrics;
    }

    private static OpenMBeanAttributeInfo infoOf(Metric metric) {
        // The names of the fields are JMX's own.
        Descriptor descriptor = new ImmutableDescriptor(Map.of(
                "units", metric.unit(), "metricType", metric.kind().name().toLowerCase(Locale.ROOT)));
        return new OpenMBeanAttributeInfoSupport(
                metric.attribute(), metric.description(), typeOf(metric), true, false, false, descriptor);
    }

    private static OpenType<?> typeOf(Metric metric) {
        return switch (metric.type()) {
            case LONG -> SimpleType.LONG;
            case DOUBLE -> SimpleType.DOUBLE;
            case STRING -> SimpleType.STRING;
            case TABLE -> NumbersByName.TYPE;
        };
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return INFO;
    }

    @Override
    public @Nullable Object getAttribute(String name) throws AttributeNotFoundException {
        Metric metric = METRICS.get(name);
        if (metric == null) {
            throw new AttributeNotFoundException("A shard has no attribute " + name);
        }
        return valueOf(metric, status.get());
    }

    /** As JMX wants it, leaves out those that do not exist. */
    @Override
    public AttributeList getAttributes(String[] names) {
        ShardStatus asked = status.get();
        AttributeList values = new AttributeList();
        for (String name : names) {
            Metric metric = METRICS.get(name);
            if (metric != null) {
                values.add(new Attribute(name, valueOf(metric, asked)));
            }
        }
        return values;
    }

    private static @Nullable Object valueOf(Metric metric, ShardStatus status) {
        Object value = metric.in(status).orElse(null);
        return value instanceof Map<?, ?> map ? NumbersByName.of(map) : value;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("A shard can be watched, not changed");
    }

    /** Changes none. */
    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException("A shard can be watched, not told what to do");
    }
}

package io.pitwall.source.http.metrics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.Descriptor;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanInfo;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.jspecify.annotations.Nullable;

/**
 * One connector on this worker as an MBean, an attribute per metric. Made of JMX's open types alone, as its clients have none
 * of our classes. On JMX's threads.
 */
final class GatewayBean implements DynamicMBean {

    /** The names by which JMX knows a {@code Map<String, Long>}. */
    private static final String[] COLUMNS = {"key", "value"};

    private static final CompositeType ROW = rowType();
    private static final TabularType TABLE = tableType();

    private static final Map<String, Metric<GatewayMetrics>> METRICS = byAttribute();
    private static final MBeanInfo INFO = new OpenMBeanInfoSupport(
            GatewayBean.class.getName(),
            "One HTTP gateway connector on this worker",
            METRICS.values().stream().map(GatewayBean::infoOf).toArray(OpenMBeanAttributeInfo[]::new),
            null,
            null,
            null);

    private final GatewayMetrics measured;

    GatewayBean(GatewayMetrics measured) {
        this.measured = measured;
    }

    private static Map<String, Metric<GatewayMetrics>> byAttribute() {
        Map<String, Metric<GatewayMetrics>> metrics = new LinkedHashMap<>();
        GatewayMetrics.all().forEach(metric -> metrics.put(metric.attribute(), metric));
        return metrics;
    }

    private static CompositeType rowType() {
        try {
            return new CompositeType("java.util.Map.Entry", "One number", COLUMNS, COLUMNS, new OpenType<?>[] {
                SimpleType.STRING, SimpleType.LONG
            });
        } catch (OpenDataException e) {
            throw new IllegalStateException("A type that is always the same became invalid", e);
        }
    }

    private static TabularType tableType() {
        try {
            return new TabularType("java.util.Map", "Numbers by name", ROW, new String[] {COLUMNS[0]});
        } catch (OpenDataException e) {
            throw new IllegalStateException("A type that is always the same became invalid", e);
        }
    }

    private static OpenMBeanAttributeInfo infoOf(Metric<GatewayMetrics> metric) {
        // The names of the fields are JMX's own.
        Descriptor descriptor = new ImmutableDescriptor(Map.of(
                "units", metric.unit(), "metricType", metric.kind().name().toLowerCase(Locale.ROOT)));
        return new OpenMBeanAttributeInfoSupport(
                metric.attribute(), metric.description(), typeOf(metric), true, false, false, descriptor);
    }

    private static OpenType<?> typeOf(Metric<GatewayMetrics> metric) {
        return switch (metric.type()) {
            case LONG -> SimpleType.LONG;
            case DOUBLE -> SimpleType.DOUBLE;
            case TABLE -> TABLE;
        };
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return INFO;
    }

    @Override
    public @Nullable Object getAttribute(String name) throws AttributeNotFoundException {
        Metric<GatewayMetrics> metric = METRICS.get(name);
        if (metric == null) {
            throw new AttributeNotFoundException("A gateway has no attribute " + name);
        }
        return valueOf(metric);
    }

    /** As JMX wants it, leaves out those that do not exist. */
    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList values = new AttributeList();
        for (String name : names) {
            Metric<GatewayMetrics> metric = METRICS.get(name);
            if (metric != null) {
                values.add(new Attribute(name, valueOf(metric)));
            }
        }
        return values;
    }

    private @Nullable Object valueOf(Metric<GatewayMetrics> metric) {
        Object value = metric.in(measured).orElse(null);
        return value instanceof Map<?, ?> numbers ? tableOf(numbers) : value;
    }

    private static TabularData tableOf(Map<?, ?> numbers) {
        TabularDataSupport table = new TabularDataSupport(TABLE);
        numbers.forEach((name, number) -> table.put(rowOf(name, number)));
        return table;
    }

    private static CompositeDataSupport rowOf(Object name, Object number) {
        try {
            return new CompositeDataSupport(ROW, COLUMNS, new Object[] {name, number});
        } catch (OpenDataException e) {
            throw new IllegalArgumentException("Expected a text and a long", e);
        }
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("A gateway can be watched, not changed");
    }

    /** Changes none. */
    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException("A gateway can be watched, not told what to do");
    }
}

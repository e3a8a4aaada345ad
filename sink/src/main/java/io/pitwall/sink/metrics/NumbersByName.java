package io.pitwall.sink.metrics;

import java.util.Map;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Numbers by name as JMX shows a {@code Map<String, Long>} to clients that have none of our classes. */
final class NumbersByName {

    private static final String[] COLUMNS = {"key", "value"};
    private static final CompositeType ROW = row();

    static final TabularType TYPE = type();

    private NumbersByName() {}

    private static CompositeType row() {
        try {
            return new CompositeType("java.util.Map.Entry", "One number", COLUMNS, COLUMNS, new OpenType<?>[] {
                SimpleType.STRING, SimpleType.LONG
            });
        } catch (OpenDataException e) {
            throw new IllegalStateException("A type that is always the same became invalid", e);
        }
    }

    private static TabularType type() {
        try {
            return new TabularType("java.util.Map", "Numbers by name", ROW, new String[] {"key"});
        } catch (OpenDataException e) {
            throw new IllegalStateException("A type that is always the same became invalid", e);
        }
    }

    static TabularData of(Map<?, ?> numbers) {
        TabularDataSupport table = new TabularDataSupport(TYPE);
        numbers.forEach((name, number) -> table.put(entry(name, number)));
        return table;
    }

    private static CompositeDataSupport entry(Object name, Object number) {
        try {
            return new CompositeDataSupport(ROW, COLUMNS, new Object[] {name, number});
        } catch (OpenDataException e) {
            throw new IllegalArgumentException("Expected a text and a long", e);
        }
    }
}

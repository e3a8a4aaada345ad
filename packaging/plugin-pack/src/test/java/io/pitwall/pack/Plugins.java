package io.pitwall.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.transforms.Transformation;

/** What a worker with {@code plugin.discovery=service_load} finds in our jars. */
final class Plugins {
    private Plugins() {}

    /** One plugin by the name users type. */
    record Plugin(Class<?> type, ConfigDef config) {
        String name() {
            return type.getName();
        }

        boolean isConnector() {
            return Connector.class.isAssignableFrom(type);
        }
    }

    static List<Plugin> listed() {
        List<Plugin> plugins = new ArrayList<>();
        ServiceLoader.load(SourceConnector.class)
                .forEach(source -> addOurs(plugins, source.getClass(), source.config()));
        ServiceLoader.load(SinkConnector.class).forEach(sink -> addOurs(plugins, sink.getClass(), sink.config()));
        ServiceLoader.load(Transformation.class).forEach(smt -> addOurs(plugins, smt.getClass(), smt.config()));
        plugins.sort(Comparator.comparing(Plugin::name));
        return plugins;
    }

    private static void addOurs(List<Plugin> plugins, Class<?> type, ConfigDef config) {
        if (type.getName().startsWith("io.pitwall.")) {
            plugins.add(new Plugin(type, config));
        }
    }
}

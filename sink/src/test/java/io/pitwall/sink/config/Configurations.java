package io.pitwall.sink.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;

/** Configurations to begin from, and what validation says of them. */
final class Configurations {

    private Configurations() {}

    /** Hopping windows with alerts, without a problem. */
    static Map<String, String> working() {
        return new HashMap<>(Map.of(
                "name", "crash",
                "connector.class", "io.pitwall.sink.WindowSinkConnector",
                "topics", "rows",
                "select", "sum(x) as force, count(*) as n",
                "window.size.ms", "2000",
                "window.advance.ms", "250",
                "output.topic", "features",
                "alert.when", "force > 200",
                "alert.topic", "alerts",
                "kafka.bootstrap.servers", "localhost:9092"));
    }

    /** Windows as {@code key=value} pairs say, separated by spaces; everything else as in {@link #working}, without alerts. */
    static Map<String, String> with(String pairs) {
        Map<String, String> properties = working();
        List.of("window.size.ms", "window.advance.ms", "alert.when", "alert.topic")
                .forEach(properties::remove);
        for (String pair : pairs.trim().split(" +", -1)) {
            String[] parts = pair.split("=", 2);
            properties.put(parts[0], parts[1]);
        }
        return properties;
    }

    /** What validation reports, by key. */
    static Map<String, List<String>> problems(Map<String, String> properties) {
        Map<String, List<String>> problems = new HashMap<>();
        for (ConfigValue value : WindowSinkChecks.validate(properties).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                problems.put(value.name(), value.errorMessages());
            }
        }
        return problems;
    }
}

package io.pitwall.transforms;

import io.pitwall.transforms.expression.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The config of one transform, in which a misspelt key is an error and not a default taken in silence. */
final class StrictConfig extends AbstractConfig {

    /** What Connect itself keeps among the keys of a transform. */
    private static final Set<String> KEYS_OF_CONNECT = Set.of("type", "predicate", "negate", "plugin.version");

    private StrictConfig(ConfigDef definition, Map<String, ?> properties) {
        super(definition, properties, false);
    }

    static StrictConfig of(ConfigDef definition, Map<String, ?> properties) {
        refuseUnknownKeys(definition, properties);
        Map<String, Object> given = new HashMap<>(properties);
        // A key set to null is one that is not set; JSON configs can hold such.
        given.values().removeIf(Objects::isNull);
        return new StrictConfig(definition, given);
    }

    private static void refuseUnknownKeys(ConfigDef definition, Map<String, ?> properties) {
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeAll(definition.names());
        unknown.removeAll(KEYS_OF_CONNECT);
        if (!unknown.isEmpty()) {
            List<String> known = definition.names().stream().sorted().toList();
            throw new ConfigException(
                    unknown.stream().map(key -> describe(key, known)).collect(Collectors.joining(" ")) + " Known keys: "
                            + String.join(", ", known) + ".");
        }
    }

    private static String describe(String key, List<String> known) {
        String problem = "Unknown key `" + key + "`";
        return Spelling.nearest(key, known)
                .map(suggestion -> problem + "; did you mean `" + suggestion + "`?")
                .orElse(problem + ".");
    }
}

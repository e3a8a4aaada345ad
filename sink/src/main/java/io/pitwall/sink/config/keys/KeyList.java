package io.pitwall.sink.config.keys;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.CLASS;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.pitwall.transforms.OneOf;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Keys in groups, each group in the order in which its keys are added. */
final class KeyList {

    private final ConfigDef definition = new ConfigDef();
    private String group = "";
    private int order;

    /** Begins the group of the keys that follow. */
    void begin(String nextGroup) {
        group = nextGroup;
        order = 0;
    }

    void add(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            String displayName,
            String documentation) {
        definition.define(
                name,
                type,
                defaultValue,
                validator instanceof Range range ? whereGiven(range) : validator,
                importance,
                documentation,
                group,
                ++order,
                widthOf(type, importance),
                displayName,
                validator instanceof OneOf choices ? choices : null);
    }

    private static Width widthOf(ConfigDef.Type type, Importance importance) {
        if (type == STRING || type == CLASS) {
            return importance == LOW ? Width.MEDIUM : Width.LONG;
        }
        return Width.SHORT;
    }

    /** For a key that may be left out, and for one with text that is no number, where one complaint is enough. */
    static Validator whereGiven(Range range) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        range.ensureValid(name, value);
                    }
                },
                range::toString);
    }

    ConfigDef definition() {
        return definition;
    }
}

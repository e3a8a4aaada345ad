package io.pitwall.sink.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkConnector;
import org.jspecify.annotations.Nullable;

/** The topics a sink reads, by name or by pattern. Connect itself reports where both are given, or neither. */
record InputTopics(Set<String> names, Predicate<String> pattern) {

    private static final String TOPICS_REGEX = "topics.regex";

    static InputTopics of(Map<String, ?> properties) {
        return new InputTopics(
                names(properties.get(SinkConnector.TOPICS_CONFIG)), pattern(properties.get(TOPICS_REGEX)));
    }

    private static Set<String> names(@Nullable Object topics) {
        return topics == null
                ? Set.of()
                : Arrays.stream(topics.toString().trim().split("\\s*,\\s*")).collect(Collectors.toSet());
    }

    private static Predicate<String> pattern(@Nullable Object regex) {
        if (regex == null) {
            return topic -> false;
        }
        try {
            return Pattern.compile(regex.toString()).asMatchPredicate();
        } catch (PatternSyntaxException reportedByConnect) {
            return topic -> false;
        }
    }

    /** The key under which the connector reads this topic, if it does. */
    Optional<String> keyThatNames(String topic) {
        if (names.contains(topic)) {
            return Optional.of(SinkConnector.TOPICS_CONFIG);
        }
        return pattern.test(topic) ? Optional.of(TOPICS_REGEX) : Optional.empty();
    }
}

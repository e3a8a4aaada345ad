package io.pitwall.sink.config;

import io.pitwall.sink.config.keys.WindowSinkKeys;
import io.pitwall.sink.state.ShardId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * Checks the names of the connector and its topics: that Kafka takes them, and that nothing written is read again or mixed
 * up with something else.
 */
final class NameChecks {

    /** In this order, a topic must differ from those before it. */
    private static final List<String> OUTPUTS =
            List.of(WindowSinkKeys.OUTPUT_TOPIC, WindowSinkKeys.ALERT_TOPIC, WindowSinkKeys.LATE_TOPIC);

    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private final AbstractConfig config;
    private final Problems problems;

    NameChecks(AbstractConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        checkConnectorName();
        checkOutputs();
        checkPattern();
    }

    /** It is part of the names of changelogs, and of directories below {@code state.dir}. */
    private void checkConnectorName() {
        given("name")
                .filter(name -> !LEGAL.matcher(name).matches())
                .ifPresent(name -> problems.add(
                        "name",
                        "name must consist of letters, digits, `.`, `_` and `-`, since the names of the connector's"
                                + " changelogs and state directories contain it; found `" + name + "`."));
    }

    private void checkOutputs() {
        Set<String> inputs = Arrays.stream(given("topics").orElse("").split(","))
                .map(String::trim)
                .collect(Collectors.toSet());
        Map<String, String> keyByTopic = new HashMap<>();
        for (String key : OUTPUTS) {
            given(key).ifPresent(topic -> checkOutput(key, topic, inputs, keyByTopic.putIfAbsent(topic, key)));
        }
    }

    private void checkOutput(String key, String topic, Set<String> inputs, @Nullable String otherKey) {
        if (!LEGAL.matcher(topic).matches()) {
            problems.add(
                    key, key + " must be a topic name, of letters, digits, `.`, `_` and `-`; found `" + topic + "`.");
        }
        if (inputs.contains(topic)) {
            problems.add(key, key + " must not be one of the input topics; found `" + topic + "` in topics.");
        }
        if (otherKey != null) {
            problems.add(key, key + " must differ from " + otherKey + "; found `" + topic + "` in both.");
        }
    }

    private void checkPattern() {
        inputPattern().ifPresent(pattern -> {
            for (String key : OUTPUTS) {
                given(key)
                        .filter(topic -> pattern.matcher(topic).matches())
                        .ifPresent(topic -> problems.add(
                                key,
                                key + " must not be one of the input topics; found `" + topic
                                        + "`, which topics.regex matches."));
            }
            String changelog = new ShardId(given("name").orElse(""), "rows", 0).changelogTopic();
            if (pattern.matcher(changelog).matches()) {
                problems.add(
                        "topics.regex",
                        "topics.regex must not match the changelogs of the connector; it matches `" + changelog + "`.");
            }
        });
    }

    /** Empty for one that is no pattern, which Connect reports. */
    private Optional<Pattern> inputPattern() {
        try {
            return given("topics.regex").map(Pattern::compile);
        } catch (PatternSyntaxException reportedByConnect) {
            return Optional.empty();
        }
    }

    private Optional<String> given(String key) {
        return Optional.ofNullable(config.originalsStrings().get(key))
                .map(String::trim)
                .filter(text -> !text.isEmpty());
    }
}

package io.pitwall.sink;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.state.Clients;
import io.pitwall.sink.state.QueryIdentity;
import io.pitwall.sink.state.StateReset;
import io.pitwall.sink.windowing.keyed.RowFormats;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A request to alter the offsets of a stopped connector, which here means its state too: a position without the windows that
 * led there, or windows without their position, would give wrong results.
 *
 * <p>Connect does not say which request it was. {@code PATCH} names partitions, some perhaps without an offset, to reset
 * those; {@code DELETE} comes as a reset of each partition that the worker's group has an offset for, even if there is none.
 * The state of a partition that the group knows nothing of, after a crash before its first offset, belongs to a
 * {@code DELETE} too.
 */
final class OffsetAlteration {

    private final Map<String, String> properties;
    private final WindowSinkConfig config;

    private OffsetAlteration(Map<String, String> properties) {
        this.properties = properties;
        config = WindowSinkConfig.of(properties);
    }

    /** @param offsets by input partition; null for a partition to reset */
    static void apply(
            Map<String, String> properties,
            Map<TopicPartition, @Nullable Long> offsets,
            Function<Map<String, Object>, Clients> clients) {
        new OffsetAlteration(properties).apply(offsets, clients);
    }

    private void apply(Map<TopicPartition, @Nullable Long> offsets, Function<Map<String, Object>, Clients> clients) {
        StateReset.Settings settings = new StateReset.Settings(
                config.connectorName(), new QueryIdentity(config.fingerprint()), RowFormats::version, reads());
        try (StateReset state = new StateReset(settings, clients.apply(config.clientSettings()))) {
            Map<TopicPartition, OptionalLong> places = new HashMap<>();
            offsets.forEach((partition, offset) ->
                    places.put(partition, offset == null ? OptionalLong.empty() : OptionalLong.of(offset)));
            if (isResetOfEverything(offsets, state)) {
                Set<String> topics = new HashSet<>(state.inputTopics());
                topics.addAll(namedTopics());
                offsets.keySet().forEach(partition -> topics.add(partition.topic()));
                state.shardsOf(topics).forEach(shard -> places.put(shard, OptionalLong.empty()));
            }
            state.apply(places);
        }
    }

    private boolean isResetOfEverything(Map<TopicPartition, @Nullable Long> offsets, StateReset state) {
        if (offsets.isEmpty()) {
            return true;
        }
        return offsets.values().stream().allMatch(Objects::isNull)
                && state.committedBy(group()).equals(offsets.keySet());
    }

    private String group() {
        return properties.getOrDefault("consumer.override.group.id", "connect-" + config.connectorName());
    }

    /** Empty with a pattern. */
    private Set<String> namedTopics() {
        return Arrays.stream(properties.getOrDefault("topics", "").split(","))
                .map(String::trim)
                .filter(topic -> !topic.isEmpty())
                .collect(Collectors.toSet());
    }

    private Predicate<String> reads() {
        String pattern = properties.getOrDefault("topics.regex", "").trim();
        return pattern.isEmpty()
                ? namedTopics()::contains
                : Pattern.compile(pattern).asMatchPredicate();
    }
}

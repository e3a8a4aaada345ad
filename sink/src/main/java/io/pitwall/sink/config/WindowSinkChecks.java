package io.pitwall.sink.config;

import io.pitwall.sink.config.WindowSinkConfig.ConverterSettings;
import io.pitwall.sink.config.WindowSinkConfig.Timestamp;
import io.pitwall.sink.shard.OnQueryChange;
import io.pitwall.sink.state.ProcessingGuarantee;
import io.pitwall.sink.windowing.EngineSettings;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.QueryCompiler;
import io.pitwall.sink.windowing.query.QueryText;
import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.ColumnNames;
import io.pitwall.transforms.row.ColumnPath;
import io.pitwall.transforms.row.TimestampUnit;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Checks a configuration key by key and as a whole. Opens no socket and never throws on a wrong or almost empty one: user
 * interfaces validate while their user is still typing.
 */
public final class WindowSinkChecks {

    private static final ConfigDef DEFINITION = WindowSinkDefinition.definition();

    private final AbstractConfig config;
    private final Problems problems;

    private WindowSinkChecks(AbstractConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    /** What Connect answers to {@code PUT …/config/validate}: every key, and every problem at its own key. */
    public static Config validate(Map<String, String> properties) {
        List<ConfigValue> values = DEFINITION.validate(properties);
        Map<String, ConfigValue> valueByKey = new HashMap<>();
        values.forEach(value -> valueByKey.put(value.name(), value));
        Problems problems = new Problems();
        check(properties, values, problems);
        problems.messagesByKey().forEach((key, messages) -> {
            ConfigValue value = valueByKey.get(key);
            if (value == null) {
                // Without the value: a misspelt key may be that of a secret.
                value = new ConfigValue(key);
                values.add(value);
            }
            Set<String> known = new HashSet<>(value.errorMessages());
            messages.stream().filter(known::add).forEach(value::addErrorMessage);
        });
        return new Config(values);
    }

    /** The typed configuration; empty if {@code problems} was told at least one. */
    static Optional<WindowSinkConfig> check(Map<String, String> properties, Problems problems) {
        return check(properties, DEFINITION.validate(properties), problems);
    }

    private static Optional<WindowSinkConfig> check(
            Map<String, String> properties, List<ConfigValue> values, Problems problems) {
        Map<String, String> usable = new HashMap<>(properties);
        properties.forEach((key, value) -> {
            if (value == null) {
                problems.add(key, key + " must have a value; found null. Leave the key out for its default.");
            }
        });
        for (ConfigValue value : values) {
            value.errorMessages().forEach(message -> problems.add(value.name(), message));
        }
        UnknownKeys.find(properties.keySet(), DEFINITION.names(), problems);
        // What cannot be parsed is left out, so that the rest can still be checked.
        problems.messagesByKey().keySet().forEach(usable::remove);
        AbstractConfig config = new AbstractConfig(withoutRequired(usable), usable, false);
        return new WindowSinkChecks(config, problems).check(properties);
    }

    /** The definition with null as the default of every required key that is missing. */
    private static ConfigDef withoutRequired(Map<String, String> properties) {
        ConfigDef lenient = new ConfigDef();
        DEFINITION.configKeys().values().forEach(key -> {
            boolean isMissing = !key.hasDefault() && !properties.containsKey(key.name);
            lenient.define(key.name, key.type, isMissing ? null : key.defaultValue, key.importance, key.documentation);
        });
        return lenient;
    }

    private Optional<WindowSinkConfig> check(Map<String, String> properties) {
        Optional<Windows> windows = windows();
        Optional<WindowQuery> query = query();
        Optional<Timestamp> timestamp = query.flatMap(this::timestamp);
        new NameChecks(config, problems).check();
        Optional<Path> stateDir = stateDir();
        Optional<ConverterSettings> keyConverter = converter(WindowSinkKeys.OUTPUT_KEY_CONVERTER);
        Optional<ConverterSettings> valueConverter = converter(WindowSinkKeys.OUTPUT_VALUE_CONVERTER);
        if (!problems.isEmpty() || windows.isEmpty() || query.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new WindowSinkConfig(
                properties.getOrDefault("name", "window-sink"),
                windows.get(),
                query.get(),
                OnError.valueOf(word(WindowSinkKeys.ON_ERROR)),
                timestamp,
                limit(WindowSinkKeys.MAX_FUTURE_MS),
                limit(WindowSinkKeys.IDLE_TIMEOUT_MS),
                text(WindowSinkKeys.OUTPUT_TOPIC),
                topic(WindowSinkKeys.LATE_TOPIC),
                topic(WindowSinkKeys.ALERT_TOPIC)
                        .filter(topic -> query.get().alertWhen().isPresent()),
                new EngineSettings(
                        EngineSettings.Clock.PARTITION,
                        604_800_000L,
                        0,
                        false,
                        true,
                        config.getLong(WindowSinkKeys.ALERT_COOLDOWN_MS),
                        EngineSettings.OnError.REJECT),
                keyConverter.orElseThrow(),
                valueConverter.orElseThrow(),
                ProcessingGuarantee.valueOf(word(WindowSinkKeys.PROCESSING_GUARANTEE)),
                config.getLong(WindowSinkKeys.COMMIT_INTERVAL_MS),
                OnQueryChange.valueOf(word(WindowSinkKeys.ON_QUERY_CHANGE)),
                stateDir.orElseThrow(),
                config.getLong(WindowSinkKeys.STATE_MEMORY_BYTES),
                Fingerprint.of(windows.get(), query.get(), timestamp),
                config.originalsWithPrefix(WindowSinkKeys.KAFKA_PREFIX)));
    }

    private Optional<Windows> windows() {
        Long sizeMs = config.getLong(WindowSinkKeys.WINDOW_SIZE_MS);
        Long givenAdvanceMs = config.getLong(WindowSinkKeys.WINDOW_ADVANCE_MS);
        if (problems.isAt(WindowSinkKeys.WINDOW_ADVANCE_MS) || problems.isAt(WindowSinkKeys.WINDOW_TYPE)) {
            return Optional.empty();
        }
        boolean isTumbling = text(WindowSinkKeys.WINDOW_TYPE).equalsIgnoreCase("tumbling");
        if (!isTumbling && givenAdvanceMs == null) {
            problems.add(
                    WindowSinkKeys.WINDOW_ADVANCE_MS,
                    "window.advance.ms is required for hopping windows; for windows that do not overlap use window.type=tumbling.");
            return Optional.empty();
        }
        if (isTumbling && givenAdvanceMs != null && !givenAdvanceMs.equals(sizeMs)) {
            problems.add(
                    WindowSinkKeys.WINDOW_ADVANCE_MS,
                    "window.advance.ms must be left out for tumbling windows; found " + givenAdvanceMs + ".");
            return Optional.empty();
        }
        if (sizeMs == null) {
            return Optional.empty();
        }
        try {
            long advanceMs = givenAdvanceMs == null ? sizeMs : givenAdvanceMs;
            return Optional.of(new Windows.Hopping(sizeMs, advanceMs, config.getLong(WindowSinkKeys.WINDOW_GRACE_MS)));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            problems.add(message.substring(0, message.indexOf(' ')), message);
            return Optional.empty();
        }
    }

    private Optional<WindowQuery> query() {
        if (text(WindowSinkKeys.SELECT).isEmpty()) {
            return Optional.empty();
        }
        QueryText query = new QueryText(
                text(WindowSinkKeys.WHERE),
                text(WindowSinkKeys.SELECT),
                text(WindowSinkKeys.HAVING),
                text(WindowSinkKeys.ALERT_WHEN));
        return QueryCompiler.compile(query, (clause, problem) -> problems.add(clause.key(), problem));
    }

    private Optional<ConverterSettings> converter(String key) {
        Class<?> converterClass = config.getClass(key);
        if (converterClass == null || problems.isAt(key)) {
            return Optional.empty();
        }
        if (!Converter.class.isAssignableFrom(converterClass)) {
            problems.add(key, key + " must be a Connect Converter; found " + converterClass.getName() + ".");
            return Optional.empty();
        }
        return Optional.of(new ConverterSettings(converterClass, config.originalsWithPrefix(key + ".")));
    }

    /** Must come before the first row is made: it adds the column to those that are read. */
    private Optional<Timestamp> timestamp(WindowQuery query) {
        String column = text(WindowSinkKeys.TIMESTAMP_COLUMN);
        Optional<TimestampUnit> unit = TimestampUnit.named(text(WindowSinkKeys.TIMESTAMP_UNIT));
        if (column.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        try {
            ColumnPath path = ColumnNames.parse(WindowSinkKeys.TIMESTAMP_COLUMN, column);
            return Optional.of(new Timestamp(column, query.input().slotOf(path), unit.get()));
        } catch (ConfigException e) {
            problems.add(WindowSinkKeys.TIMESTAMP_COLUMN, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Path> stateDir() {
        String given = text(WindowSinkKeys.STATE_DIR);
        try {
            return Optional.of(
                    given.isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"), "pitwall-state") : Path.of(given));
        } catch (InvalidPathException e) {
            problems.add(
                    WindowSinkKeys.STATE_DIR,
                    "state.dir must be a path; found one this system refuses: " + e.getReason() + ".");
            return Optional.empty();
        }
    }

    private Optional<Long> limit(String key) {
        return Optional.of(config.getLong(key)).filter(value -> value >= 0);
    }

    private Optional<String> topic(String key) {
        return Optional.of(text(key)).filter(topic -> !topic.isEmpty());
    }

    /** One of a few words, which validation takes in any case, as the name of a constant. */
    private String word(String key) {
        return text(key).toUpperCase(Locale.ROOT);
    }

    private String text(String key) {
        @Nullable String value = config.getString(key);
        return value == null ? "" : value.trim();
    }
}

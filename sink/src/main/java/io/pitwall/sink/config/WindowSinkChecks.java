package io.pitwall.sink.config;

import io.pitwall.sink.config.WindowSinkConfig.ConverterSettings;
import io.pitwall.sink.config.WindowSinkConfig.Timestamp;
import io.pitwall.sink.config.keys.WindowSinkDefinition;
import io.pitwall.sink.config.keys.WindowSinkKeys;
import io.pitwall.sink.shard.OnQueryChange;
import io.pitwall.sink.state.ProcessingGuarantee;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.query.WindowQuery;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.storage.Converter;

/**
 * Checks a configuration key by key and as a whole. Opens no socket and never throws on a wrong or almost empty one: user
 * interfaces validate while their user is still typing.
 */
public final class WindowSinkChecks {

    private static final ConfigDef DEFINITION = WindowSinkDefinition.definition();

    private WindowSinkChecks() {}

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
        new NameChecks(config, problems).check();
        Optional<WindowSinkConfig> typed = read(new Settings(DEFINITION.defaultValues(), config, problems), properties);
        return problems.isEmpty() ? typed : Optional.empty();
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

    private static Optional<WindowSinkConfig> read(Settings settings, Map<String, String> properties) {
        Optional<Windows> windows = WindowSettings.read(settings);
        Optional<WindowQuery> query = QuerySettings.query(settings);
        Optional<Timestamp> timestamp = QuerySettings.timestamp(settings);
        OnError onError = settings.word(WindowSinkKeys.ON_ERROR, OnError.class);
        EmissionSettings emission = EmissionSettings.read(settings, onError);
        Optional<Path> stateDir = stateDir(settings);
        Optional<ConverterSettings> keyConverter = converter(settings, WindowSinkKeys.OUTPUT_KEY_CONVERTER);
        Optional<ConverterSettings> valueConverter = converter(settings, WindowSinkKeys.OUTPUT_VALUE_CONVERTER);
        if (windows.isEmpty()
                || query.isEmpty()
                || stateDir.isEmpty()
                || keyConverter.isEmpty()
                || valueConverter.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new WindowSinkConfig(
                properties.getOrDefault("name", "window-sink"),
                windows.get(),
                query.get(),
                onError,
                timestamp,
                settings.limit(WindowSinkKeys.MAX_FUTURE_MS),
                settings.limit(WindowSinkKeys.IDLE_TIMEOUT_MS),
                settings.text(WindowSinkKeys.OUTPUT_TOPIC),
                settings.textIfAny(WindowSinkKeys.LATE_TOPIC),
                settings.textIfAny(WindowSinkKeys.ALERT_TOPIC),
                emission.engine(),
                emission.updateIntervalMs(),
                keyConverter.get(),
                valueConverter.get(),
                settings.word(WindowSinkKeys.PROCESSING_GUARANTEE, ProcessingGuarantee.class),
                settings.number(WindowSinkKeys.COMMIT_INTERVAL_MS),
                settings.word(WindowSinkKeys.ON_QUERY_CHANGE, OnQueryChange.class),
                stateDir.get(),
                settings.number(WindowSinkKeys.STATE_MEMORY_BYTES),
                Fingerprint.of(windows.get(), emission.engine().clock(), query.get(), timestamp),
                settings.withPrefix(WindowSinkKeys.KAFKA_PREFIX)));
    }

    private static Optional<ConverterSettings> converter(Settings settings, String key) {
        Optional<Class<?>> converterClass = settings.isWrong(key) ? Optional.empty() : settings.type(key);
        if (converterClass.isPresent() && !Converter.class.isAssignableFrom(converterClass.get())) {
            settings.problem(
                    key,
                    key + " must be a Connect Converter; found "
                            + converterClass.get().getName() + ".");
            return Optional.empty();
        }
        return converterClass.map(found -> new ConverterSettings(found, settings.withPrefix(key + ".")));
    }

    private static Optional<Path> stateDir(Settings settings) {
        String given = settings.text(WindowSinkKeys.STATE_DIR);
        try {
            return Optional.of(
                    given.isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"), "pitwall-state") : Path.of(given));
        } catch (InvalidPathException e) {
            settings.problem(
                    WindowSinkKeys.STATE_DIR,
                    "state.dir must be a path; found one this system refuses: " + e.getReason() + ".");
            return Optional.empty();
        }
    }
}

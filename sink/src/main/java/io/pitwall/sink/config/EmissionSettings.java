package io.pitwall.sink.config;

import io.pitwall.sink.config.keys.WindowSinkKeys;
import io.pitwall.sink.windowing.EngineSettings;
import io.pitwall.sink.windowing.EngineSettings.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration says of how windows are judged and given out.
 *
 * @param updateIntervalMs empty: windows are given out only when they close
 */
record EmissionSettings(EngineSettings engine, Optional<Long> updateIntervalMs) {

    private static final long NEVER = -1;

    /** Keys that mean something only beside {@code alert.when}. */
    private static final List<String> OF_ALERTS = List.of(
            WindowSinkKeys.ALERT_TOPIC,
            WindowSinkKeys.ALERT_CLEAR_WHEN,
            WindowSinkKeys.ALERT_EVALUATE,
            WindowSinkKeys.ALERT_COOLDOWN_MS);

    private enum Emit {
        FINAL,
        UPDATES
    }

    private enum Evaluate {
        CHANGE,
        CLOSE
    }

    static EmissionSettings read(Settings settings, OnError onError) {
        checkUpdates(settings);
        checkAlerts(settings);
        checkTimeToLive(settings);
        boolean areUpdatesGiven = areUpdatesGiven(settings);
        EngineSettings engine = new EngineSettings(
                settings.word(WindowSinkKeys.WINDOW_CLOCK, Clock.class),
                settings.limit(WindowSinkKeys.STATE_TTL_MS).orElse(EngineSettings.NEVER),
                Math.toIntExact(settings.number(WindowSinkKeys.EMIT_EMPTY)),
                areUpdatesGiven,
                settings.word(WindowSinkKeys.ALERT_EVALUATE, Evaluate.class) == Evaluate.CHANGE,
                settings.number(WindowSinkKeys.ALERT_COOLDOWN_MS),
                onError == OnError.NULL ? EngineSettings.OnError.NULL : EngineSettings.OnError.REJECT);
        return new EmissionSettings(
                engine,
                areUpdatesGiven ? Optional.of(settings.number(WindowSinkKeys.EMIT_INTERVAL_MS)) : Optional.empty());
    }

    private static boolean areUpdatesGiven(Settings settings) {
        return settings.word(WindowSinkKeys.EMIT, Emit.class) == Emit.UPDATES;
    }

    private static void checkUpdates(Settings settings) {
        if (!areUpdatesGiven(settings) && settings.isOtherThanDefault(WindowSinkKeys.EMIT_INTERVAL_MS)) {
            settings.problem(
                    WindowSinkKeys.EMIT_INTERVAL_MS, "emit.interval.ms is for emit=updates only; found emit=final.");
        }
    }

    private static void checkAlerts(Settings settings) {
        boolean areThereAlerts = areThereAlerts(settings);
        if (areThereAlerts && settings.textIfAny(WindowSinkKeys.ALERT_TOPIC).isEmpty()) {
            settings.problem(WindowSinkKeys.ALERT_TOPIC, "alert.topic is required where alert.when is set.");
        }
        for (String key : OF_ALERTS) {
            if (!areThereAlerts && settings.isOtherThanDefault(key)) {
                settings.problem(
                        key, key + " is of use only with alert.when; set alert.when, or leave " + key + " out.");
            }
        }
    }

    private static boolean areThereAlerts(Settings settings) {
        return settings.textIfAny(WindowSinkKeys.ALERT_WHEN).isPresent();
    }

    /** A key that is forgotten too soon would fire within its cool-down, or take rows of windows that it has given out. */
    private static void checkTimeToLive(Settings settings) {
        long timeToLiveMs = settings.number(WindowSinkKeys.STATE_TTL_MS);
        if (timeToLiveMs == NEVER) {
            return;
        }
        if (timeToLiveMs == 0) {
            settings.problem(WindowSinkKeys.STATE_TTL_MS, "state.ttl.ms must be positive, or -1 for never; found 0.");
            return;
        }
        if (areThereAlerts(settings)) {
            requireAtLeast(WindowSinkKeys.ALERT_COOLDOWN_MS, timeToLiveMs, settings);
        }
        if (settings.word(WindowSinkKeys.WINDOW_CLOCK, Clock.class) == Clock.KEY) {
            requireAtLeast(WindowSinkKeys.WINDOW_GRACE_MS, timeToLiveMs, settings);
        }
    }

    private static void requireAtLeast(String key, long timeToLiveMs, Settings settings) {
        long leastMs = settings.number(key);
        if (timeToLiveMs < leastMs) {
            settings.problem(
                    WindowSinkKeys.STATE_TTL_MS,
                    "state.ttl.ms must be at least " + key + "; found state.ttl.ms=" + timeToLiveMs + ", " + key + "="
                            + leastMs + ".");
        }
    }
}

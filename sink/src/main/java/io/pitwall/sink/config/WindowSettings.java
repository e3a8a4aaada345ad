package io.pitwall.sink.config;

import io.pitwall.sink.config.keys.WindowSinkKeys;
import io.pitwall.sink.windowing.Windows;
import io.pitwall.transforms.expression.Spelling;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeSet;

/** Reads which windows a configuration asks for. */
final class WindowSettings {

    private final Settings settings;
    private final WindowType type;

    private WindowSettings(Settings settings, WindowType type) {
        this.settings = settings;
        this.type = type;
    }

    /** The windows; empty if a problem with them was found, now or before. */
    static Optional<Windows> read(Settings settings) {
        if (settings.isWrong(WindowSinkKeys.WINDOW_TYPE)) {
            return Optional.empty();
        }
        WindowType type = settings.word(WindowSinkKeys.WINDOW_TYPE, WindowType.class);
        type.check(settings);
        return type.keys().stream().anyMatch(settings::isWrong)
                ? Optional.empty()
                : new WindowSettings(settings, type).windows();
    }

    private Optional<Windows> windows() {
        try {
            return switch (type) {
                case TUMBLING -> periodic(given(WindowSinkKeys.WINDOW_SIZE_MS));
                case HOPPING -> periodic(given(WindowSinkKeys.WINDOW_ADVANCE_MS));
                case SLIDING -> Optional.of(new Windows.Sliding(given(WindowSinkKeys.WINDOW_SIZE_MS), graceMs()));
                case SESSION -> Optional.of(new Windows.Session(given(WindowSinkKeys.SESSION_GAP_MS), graceMs()));
                case COUNT -> Optional.of(count());
            };
        } catch (IllegalArgumentException e) {
            // Its first word is the key that a user would change.
            String message = String.valueOf(e.getMessage());
            settings.problem(message.substring(0, message.indexOf(' ')), message);
            return Optional.empty();
        }
    }

    private Windows count() {
        long rows = given(WindowSinkKeys.WINDOW_COUNT);
        return new Windows.Count(
                rows, settings.numberIfAny(WindowSinkKeys.WINDOW_ADVANCE_COUNT).orElse(rows));
    }

    private Optional<Windows> periodic(long advanceMs) {
        long sizeMs = given(WindowSinkKeys.WINDOW_SIZE_MS);
        long offsetMs = settings.number(WindowSinkKeys.WINDOW_OFFSET_MS);
        Optional<String> zone = settings.textIfAny(WindowSinkKeys.WINDOW_TIME_ZONE);
        return zone.isEmpty()
                ? Optional.of(new Windows.Hopping(sizeMs, advanceMs, graceMs(), offsetMs))
                : days(zone.get(), sizeMs, advanceMs, offsetMs);
    }

    private Optional<Windows> days(String zone, long sizeMs, long advanceMs, long offsetMs) {
        requireDays(WindowSinkKeys.WINDOW_SIZE_MS, sizeMs);
        if (type == WindowType.HOPPING) {
            requireDays(WindowSinkKeys.WINDOW_ADVANCE_MS, advanceMs);
        }
        requireDays(WindowSinkKeys.WINDOW_OFFSET_MS, offsetMs);
        Optional<ZoneId> zoneId = zone(zone);
        if (settings.isWrong(WindowSinkKeys.WINDOW_TIME_ZONE) || zoneId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Windows.Days(
                sizeMs / Windows.DAY_MS,
                advanceMs / Windows.DAY_MS,
                graceMs(),
                offsetMs / Windows.DAY_MS,
                zoneId.get()));
    }

    private void requireDays(String key, long spanMs) {
        if (spanMs % Windows.DAY_MS != 0) {
            settings.problem(
                    WindowSinkKeys.WINDOW_TIME_ZONE,
                    "window.time.zone is for windows of whole days, so " + key + " must be a multiple of "
                            + Windows.DAY_MS + "; found " + spanMs + ".");
        }
    }

    private Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            String suggestion = Spelling.nearest(name, new TreeSet<>(ZoneId.getAvailableZoneIds()))
                    .map(nearest -> "; did you mean `" + nearest + "`?")
                    .orElse(".");
            settings.problem(
                    WindowSinkKeys.WINDOW_TIME_ZONE,
                    "window.time.zone must be a time zone such as Europe/Berlin; found `" + name + "`" + suggestion);
            return Optional.empty();
        }
    }

    /** The value of a key that the type requires, so it is there. */
    private long given(String key) {
        return settings.numberIfAny(key).orElseThrow();
    }

    private long graceMs() {
        return settings.number(WindowSinkKeys.WINDOW_GRACE_MS);
    }
}

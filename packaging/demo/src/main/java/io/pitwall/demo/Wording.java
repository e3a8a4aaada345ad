package io.pitwall.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times, numbers and alerts read on either screen. */
final class Wording {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Wording() {}

    static String time(long epochMs) {
        return TIME.format(Instant.ofEpochMilli(epochMs));
    }

    static String alert(Alert alert) {
        return String.format(
                Locale.ROOT,
                "CRASH  %s  force %.1f from %s to %s UTC",
                alert.phone(),
                alert.force(),
                time(alert.windowStartMs()),
                time(alert.windowEndMsExclusive()));
    }
}

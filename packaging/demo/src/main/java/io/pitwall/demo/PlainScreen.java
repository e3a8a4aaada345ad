package io.pitwall.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lines for a log or a pipe: the newest window of each phone, at most once a second of wall time. */
final class PlainScreen implements Screen {
    private static final long INTERVAL_NS = 1_000_000_000L;

    private final PrintWriter out;
    private final Map<String, Feature> shown = new HashMap<>();
    private final LongSupplier nanoTime;
    private long lastShownNanos;

    PlainScreen(PrintWriter out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.lastShownNanos = nanoTime.getAsLong() - INTERVAL_NS;
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void show(Board board, long acceptedReadings, Duration elapsed) {
        long now = nanoTime.getAsLong();
        if (now - lastShownNanos < INTERVAL_NS) {
            return;
        }
        lastShownNanos = now;
        for (String phone : board.phones()) {
            board.latest(phone)
                    .filter(feature -> !feature.equals(shown.get(phone)))
                    .ifPresent(this::show);
        }
    }

    private void show(Feature feature) {
        shown.put(feature.phone(), feature);
        say(String.format(
                Locale.ROOT,
                "%s %-10s force %8.1f  samples %3d  peak %6.1f",
                Wording.time(feature.startMs()),
                feature.phone(),
                feature.force(),
                feature.samples(),
                feature.peak()));
    }

    @Override
    public void alarm(Alert alert) {
        say(Wording.alert(alert));
    }
}

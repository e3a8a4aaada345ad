package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.EngineSettings.Clock;
import io.pitwall.sink.windowing.EngineSettings.OnError;
import io.pitwall.sink.windowing.query.QueryText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Windows, a query over them and a stream of rows, drawn from a seed. */
final class RandomCase {

    /** Kinds of windows, and of the ways in which their slices are kept and combined. */
    enum Shape {
        /** Up to 16 panes, few at a time: a ring that is scanned. */
        FEW_PANES,
        /** Up to 16 panes, many at a time: a sorted list that is scanned. */
        FEW_PANES_LONG_GRACE,
        /** Up to 4,096 panes: two stacks. */
        MANY_PANES,
        DAYS,
        SLIDING,
        SESSION,
        COUNT
    }

    /** Rows that {@code where} does not let through have this. */
    static final long FILTERED_X = 13;

    private static final long YEAR_MS = 365 * Windows.DAY_MS;

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "Pacific/Apia",
            "America/Havana",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Kwajalein",
            "Africa/Cairo");

    /** Days on which clocks were changed somewhere in {@link #ZONES}. */
    private static final List<String> CHANGES = List.of(
            "2024-03-31T01:00:00Z",
            "2024-10-27T01:00:00Z",
            "2011-12-30T10:00:00Z",
            "2024-03-10T05:00:00Z",
            "2024-11-03T05:00:00Z",
            "2009-11-01T02:31:00Z",
            "1993-08-21T12:00:00Z",
            "1919-03-31T05:00:00Z",
            "2024-04-25T22:00:00Z");

    private final SplittableRandom random;
    final Windows windows;
    final EngineSettings settings;
    final QueryText query;
    final NaiveEngine.Conditions conditions;
    final List<NaiveRow> rows;
    private final boolean areDoubles;

    RandomCase(Shape shape, long seed) {
        random = new SplittableRandom(seed);
        windows = randomWindows(shape);
        boolean isRecurring = windows instanceof Windows.Hopping || windows instanceof Windows.Days;
        boolean hasEarly = (isRecurring || shape == Shape.SESSION) && oneIn(3);
        boolean hasAlert = random.nextBoolean();
        boolean hasClear = hasAlert && oneIn(3);
        Clock clock = shape == Shape.COUNT || random.nextBoolean() ? Clock.PARTITION : Clock.KEY;
        // Alerts outlive windows, and the oracle forgets nothing.
        long stateTtlMs = clock == Clock.KEY && !hasAlert && random.nextBoolean()
                ? windows.graceMs() + 1 + random.nextLong(4 * spanMs())
                : EngineSettings.NEVER;
        settings = new EngineSettings(
                clock,
                stateTtlMs,
                isRecurring && oneIn(3) ? random.nextInt(1, 5) : 0,
                (isRecurring || shape == Shape.SESSION) && stateTtlMs == EngineSettings.NEVER && oneIn(3),
                hasAlert && random.nextBoolean(),
                random.nextLong(2 * spanMs()),
                OnError.REJECT);
        areDoubles = oneIn(4);
        Condition having = oneIn(4) ? randomCondition() : new Condition("", window -> true);
        Condition alert = randomCondition();
        Condition clear = randomCondition();
        Condition early = randomCondition();
        query = new QueryText(
                "x is null or x <> " + FILTERED_X,
                NaiveWindow.SELECT,
                having.text(),
                hasAlert ? alert.text() : "",
                hasClear ? clear.text() : "",
                hasEarly ? early.text() : "");
        conditions = new NaiveEngine.Conditions(
                having.test(),
                Optional.of(alert.test()).filter(test -> hasAlert),
                Optional.of(clear.test()).filter(test -> hasClear),
                Optional.of(early.test()).filter(test -> hasEarly));
        rows = randomRows(shape);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    long randomLong(long bound) {
        return random.nextLong(bound);
    }

    /** Whether windows come out with the row that closes them; not so for a silent key that only its time to live closes. */
    boolean isPrompt() {
        return settings.stateTtlMs() == EngineSettings.NEVER;
    }

    /** Time enough for all windows, gaps, cool-downs and keys to be over. */
    long longestMs() {
        long timeToLiveMs = isPrompt() ? 0 : settings.stateTtlMs();
        return (settings.emptyWindows() + 8) * (spanMs() + Windows.DAY_MS) + settings.alertCooldownMs() + timeToLiveMs;
    }

    /** Whether time ends everything that a key leaves behind: not rows that wait for more, alerts to be cleared, keys' own clocks. */
    boolean endsInTime() {
        boolean isKeptForever =
                settings.clock() == Clock.KEY || conditions.alertClearWhen().isPresent();
        return !(windows instanceof Windows.Count) && !(isPrompt() && isKeptForever);
    }

    private record Condition(String text, Predicate<NaiveWindow> test) {}

    private Condition randomCondition() {
        long bound = random.nextLong(1, 6);
        return switch (random.nextInt(areDoubles ? 2 : 4)) {
            case 0 -> new Condition("n >= " + bound, window -> window.count() >= bound);
            case 1 -> new Condition("count(*) < " + bound, window -> window.count() < bound);
            case 2 -> new Condition("sum(x) > " + bound * 10, window -> isMore(window.sum(), bound * 10));
            default -> new Condition("0 - s > " + bound * 5, window -> isMore(minus(window.sum()), bound * 5));
        };
    }

    private static @Nullable Double minus(@Nullable Double sum) {
        return sum == null ? null : Double.valueOf(-sum);
    }

    private static boolean isMore(@Nullable Double sum, long bound) {
        return sum != null && sum > bound;
    }

    private Windows randomWindows(Shape shape) {
        long unitMs = List.of(1L, 7L, 250L).get(random.nextInt(3));
        return switch (shape) {
            case FEW_PANES -> hopping(unitMs, random.nextInt(1, 17), oneIn(2) ? 0 : random.nextInt(1, 40));
            case FEW_PANES_LONG_GRACE -> hopping(unitMs, random.nextInt(1, 17), random.nextInt(64, 400));
            case MANY_PANES ->
                hopping(unitMs, oneIn(12) ? random.nextInt(200, 4097) : random.nextInt(17, 120), random.nextInt(0, 60));
            case DAYS -> days();
            case SLIDING -> new Windows.Sliding(random.nextLong(1, 60) * unitMs, random.nextLong(40) * unitMs / 2);
            case SESSION -> new Windows.Session(random.nextLong(1, 30) * unitMs, random.nextLong(40) * unitMs / 2);
            case COUNT -> {
                long size = random.nextLong(1, oneIn(3) ? 60 : 17);
                yield new Windows.Count(size, random.nextLong(1, size + 1));
            }
        };
    }

    private Windows hopping(long unitMs, int size, int grace) {
        int advance = oneIn(3) ? size : random.nextInt(1, size + 1);
        long offsetMs = oneIn(2) ? 0 : random.nextLong(advance * unitMs);
        return new Windows.Hopping(size * unitMs, advance * unitMs, grace * unitMs / 2, offsetMs);
    }

    private Windows days() {
        int size = random.nextInt(1, 8);
        int advance = oneIn(2) ? size : random.nextInt(1, size + 1);
        return new Windows.Days(
                size,
                advance,
                oneIn(2) ? 0 : random.nextLong(3 * Windows.DAY_MS),
                random.nextInt(advance),
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
    }

    /** How long a row matters. */
    private long spanMs() {
        if (windows instanceof Windows.Hopping hopping) {
            return hopping.sizeMs() + hopping.graceMs();
        } else if (windows instanceof Windows.Days days) {
            return days.sizeDays() * Windows.DAY_MS + days.graceMs();
        } else if (windows instanceof Windows.Sliding sliding) {
            return sliding.sizeMs() + sliding.graceMs();
        } else if (windows instanceof Windows.Session session) {
            return 2 * session.gapMs() + session.graceMs();
        }
        return 1_000;
    }

    private List<NaiveRow> randomRows(Shape shape) {
        List<NaiveRow> drawn = new ArrayList<>();
        int keys = oneIn(5) ? 40 : random.nextInt(1, 6);
        int count = random.nextInt(1, spanMs() > 100_000 && shape == Shape.MANY_PANES ? 60 : 160);
        long strideMs = Math.max(1, spanMs() / random.nextInt(2, 30));
        long nowMs = firstTime(shape);
        for (int arrival = 0; arrival < count; arrival++) {
            nowMs += nextStep(strideMs);
            long timeMs = oneIn(4) ? nowMs - random.nextLong(2 * spanMs() + 1) : nowMs;
            drawn.add(new NaiveRow(arrival, "key-" + random.nextInt(keys), withinRange(timeMs), randomX()));
        }
        return drawn;
    }

    private long firstTime(Shape shape) {
        if (shape == Shape.DAYS && !oneIn(4)) {
            String change = CHANGES.get(random.nextInt(CHANGES.size()));
            return Instant.parse(change).toEpochMilli() - random.nextLong(4 * Windows.DAY_MS);
        }
        return List.of(0L, -1_000L, 1_712_762_784_289L, Windows.MAX_TIME_MS - 1_000_000L, -Windows.MAX_TIME_MS)
                .get(random.nextInt(5));
    }

    private long nextStep(long strideMs) {
        if (oneIn(60)) {
            return random.nextLong(40 * YEAR_MS);
        }
        return oneIn(25) ? random.nextLong(8 * spanMs()) : random.nextLong(strideMs + 1);
    }

    private static long withinRange(long timeMs) {
        return Math.max(-Windows.MAX_TIME_MS, Math.min(Windows.MAX_TIME_MS, timeMs));
    }

    private @Nullable Object randomX() {
        if (oneIn(50)) {
            return "a text";
        } else if (oneIn(10)) {
            return null;
        } else if (areDoubles) {
            return oneIn(20) ? Double.NaN : random.nextLong(-200, 200) / 4.0;
        }
        return random.nextLong(-50, 50);
    }

    @Override
    public String toString() {
        return windows.description() + ", " + settings + ", " + query;
    }
}

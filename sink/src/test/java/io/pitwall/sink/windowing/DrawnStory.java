package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.window;

import io.pitwall.sink.config.WindowSinkConfig;
import io.pitwall.sink.windowing.EngineUnderTest.Result;
import io.pitwall.sink.windowing.WindowEngine.Admission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A timeline of docs/windows.md, told as a {@link Transcript}. First the configuration, one key a line, then the axis; the
 * column of its first label is the origin, and a column is a millisecond or an hour. Then, from top to bottom:
 *
 * <pre>
 * ms              0         10        20
 * rows a             1  2                              a row in the column of its time; the digit is its x
 * window a        [=========)           n=2 total=3.0  what comes out by then, with its columns
 * late a by 3            1                             a row that is late by that much
 * filtered a             1                             a row that where does not let through
 * quiet                          >                     stream time goes on without a row
 * interval                                             emit.interval.ms has passed
 * </pre>
 *
 * Beside windows there are updates, alerts and clears, the latter two with their time: {@code alert a [==) at 7 …}.
 */
final class DrawnStory {

    private static final Map<String, String> REQUIRED = Map.of(
            "name", "story",
            "topics", "rows",
            "output.topic", "features",
            "kafka.bootstrap.servers", "localhost:9092",
            "select", "count(*) as n, sum(x) as total");

    private static final Pattern SETTING = Pattern.compile("([a-z.]+)=(.*)");
    private static final Pattern AXIS = Pattern.compile("(ms|h from (\\S+))\\s+(\\S.*)");
    private static final Pattern LABEL = Pattern.compile("(-?\\d+)");
    private static final Pattern ROWS = Pattern.compile("(rows|filtered|late) (\\w+)(?: by (\\d+))? {2,}(\\S.*)");
    private static final Pattern QUIET = Pattern.compile("quiet {2,}>");
    private static final Pattern RESULT =
            Pattern.compile("(window|update|alert|clear) (\\w+) +\\[=*\\)(?: +at (-?\\d+))? +n=(\\d+) total=(\\S+)");
    private static final long HOUR_MS = 3_600_000;

    private final Map<String, String> settings = new HashMap<>(REQUIRED);
    private final List<String> events = new ArrayList<>();
    private long unitMs;
    private long originMs;
    private int originColumn;
    private long originLabel;

    DrawnStory(List<String> lines) {
        int next = 0;
        for (Matcher setting = SETTING.matcher(lines.get(next));
                setting.matches();
                setting = SETTING.matcher(lines.get(next))) {
            settings.put(setting.group(1), setting.group(2));
            next++;
        }
        while (lines.get(next).isBlank()) {
            next++;
        }
        readAxis(lines.get(next));
        lines.subList(next + 1, lines.size()).stream()
                .filter(line -> !line.isBlank())
                .forEach(events::add);
    }

    private void readAxis(String line) {
        Matcher axis = matched(AXIS, line);
        @Nullable String from = axis.group(2);
        unitMs = from == null ? 1 : HOUR_MS;
        originMs = from == null ? 0 : Instant.parse(from).toEpochMilli();
        originColumn = axis.start(3);
        Matcher label = LABEL.matcher(line).region(originColumn, line.length());
        label.find();
        originLabel = Long.parseLong(label.group());
        do {
            if (timeAt(label.start()) != originMs + Long.parseLong(label.group()) * unitMs) {
                throw new AssertionError("The label " + label.group() + " is in the wrong column: " + line);
            }
        } while (label.find());
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("Expected " + pattern + ", found: " + line);
        }
        return matcher;
    }

    private long timeAt(int column) {
        return originMs + (originLabel + column - originColumn) * unitMs;
    }

    void tell() {
        WindowSinkConfig config = WindowSinkConfig.of(settings);
        Transcript story = Transcript.given(config.windows()).configured(config.engine(), settings);
        List<Result> results = new ArrayList<>();
        for (int line = 0; line < events.size(); line++) {
            String event = events.get(line);
            if (RESULT.matcher(event).matches()) {
                results.add(result(event));
            } else {
                expect(story, results, line);
                addEvent(story, event);
            }
        }
        expect(story, results, events.size());
        story.tell();
    }

    private static void expect(Transcript story, List<Result> results, int line) {
        if (line > 0) {
            story.expect(results.toArray(Result[]::new));
            results.clear();
        } else if (!results.isEmpty()) {
            throw new AssertionError("A result before anything has happened");
        }
    }

    private void addEvent(Transcript story, String event) {
        if (event.strip().equals("interval")) {
            story.giveUpdates();
        } else if (QUIET.matcher(event).matches()) {
            story.tick(timeAt(event.indexOf('>')));
        } else {
            Matcher rows = matched(ROWS, event);
            for (int column = rows.start(4); column < event.length(); column++) {
                if (event.charAt(column) != ' ') {
                    addRow(story, rows, timeAt(column), Integer.parseInt(event, column, column + 1, 10));
                }
            }
        }
    }

    private static void addRow(Transcript story, Matcher rows, long timeMs, int x) {
        String key = rows.group(2);
        switch (rows.group(1)) {
            case "rows" -> story.row(key, timeMs, x);
            case "filtered" -> story.row(key, timeMs, Map.of("x", x), Admission.FILTERED);
            default -> story.lateRow(key, timeMs, Long.parseLong(rows.group(3)));
        }
    }

    private Result result(String line) {
        Matcher drawn = matched(RESULT, line);
        Result shown = window(
                drawn.group(2),
                timeAt(line.indexOf('[')),
                timeAt(line.indexOf(')')),
                Long.valueOf(drawn.group(4)),
                drawn.group(5).equals("null") ? null : Double.valueOf(drawn.group(5)));
        String kind =
                switch (drawn.group(1)) {
                    case "alert" -> "alert at " + drawn.group(3);
                    case "clear" -> "cleared at " + drawn.group(3);
                    default -> drawn.group(1);
                };
        return new Result(kind, shown.key(), shown.startMs(), shown.endMs(), shown.values());
    }
}

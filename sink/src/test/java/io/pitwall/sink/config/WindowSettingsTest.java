package io.pitwall.sink.config;

import static io.pitwall.sink.config.Configurations.problems;
import static io.pitwall.sink.config.Configurations.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.windowing.Windows;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which windows a configuration asks for. */
final class WindowSettingsTest {

    private static final String TUMBLING = "window.type=tumbling window.size.ms=2000";
    private static final String HOPPING = "window.type=hopping window.size.ms=2000 window.advance.ms=250";
    private static final String SLIDING = "window.type=sliding window.size.ms=2000";
    private static final String SESSION = "window.type=session session.gap.ms=500";
    private static final String COUNT = "window.type=count window.count=100";

    @Test
    void everyTypeNeedsItsOwnKeysOnly() {
        assertThat(windows(TUMBLING)).isEqualTo(new Windows.Hopping(2_000, 2_000, 0, 0));
        assertThat(windows(HOPPING)).isEqualTo(new Windows.Hopping(2_000, 250, 0, 0));
        assertThat(windows(SLIDING)).isEqualTo(new Windows.Sliding(2_000, 0));
        assertThat(windows(SESSION)).isEqualTo(new Windows.Session(500, 0));
        assertThat(windows(COUNT)).isEqualTo(new Windows.Count(100, 100));
    }

    @Test
    void hoppingIsTheTypeWhereNoneIsGiven() {
        assertThat(windows("window.size.ms=2000 window.advance.ms=250")).isEqualTo(windows(HOPPING));
    }

    @Test
    void graceIsForEveryTypeThatTimeCloses() {
        assertThat(windows(TUMBLING + " window.grace.ms=7").graceMs()).isEqualTo(7);
        assertThat(windows(HOPPING + " window.grace.ms=7").graceMs()).isEqualTo(7);
        assertThat(windows(SLIDING + " window.grace.ms=7").graceMs()).isEqualTo(7);
        assertThat(windows(SESSION + " window.grace.ms=7").graceMs()).isEqualTo(7);
    }

    @Test
    void countWindowsMayOverlap() {
        assertThat(windows(COUNT + " window.advance.count=10")).isEqualTo(new Windows.Count(100, 10));
    }

    @Test
    void anOffsetMovesTheStarts() {
        assertThat(windows(HOPPING + " window.offset.ms=249")).isEqualTo(new Windows.Hopping(2_000, 250, 0, 249));
        assertThat(windows(TUMBLING + " window.offset.ms=1999")).isEqualTo(new Windows.Hopping(2_000, 2_000, 0, 1_999));
    }

    @Test
    void aTimeZoneMakesWindowsOfItsCalendarDays() {
        String days = " window.size.ms=604800000 window.offset.ms=345600000 window.time.zone=Europe/Berlin";

        assertThat(windows("window.type=tumbling" + days))
                .isEqualTo(new Windows.Days(7, 7, 0, 4, ZoneId.of("Europe/Berlin")));
        assertThat(windows("window.type=tumbling window.size.ms=86400000 window.grace.ms=5 window.time.zone=UTC"))
                .isEqualTo(new Windows.Days(1, 1, 5, 0, ZoneId.of("UTC")));
    }

    @Test
    void withoutATimeZoneADayIsAlwaysAsLong() {
        assertThat(windows("window.type=tumbling window.size.ms=86400000"))
                .isEqualTo(new Windows.Hopping(86_400_000, 86_400_000, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "tumbling, window.size.ms, window.size.ms is required for tumbling windows.",
        "sliding, window.size.ms, window.size.ms is required for sliding windows.",
        "session, session.gap.ms, session.gap.ms is required for session windows.",
        "count, window.count, window.count is required for count windows."
    })
    void aTypeWithoutItsKeyIsReportedThereAndOnce(String type, String key, String message) {
        assertThat(problems(with("window.type=" + type))).isEqualTo(Map.of(key, List.of(message)));
    }

    @Test
    void hoppingWindowsNeedSizeAndAdvance() {
        assertThat(problems(with("window.type=hopping")))
                .isEqualTo(Map.of(
                        "window.size.ms",
                        List.of("window.size.ms is required for hopping windows."),
                        "window.advance.ms",
                        List.of("window.advance.ms is required for hopping windows; for windows that do not overlap use"
                                + " window.type=tumbling.")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            tumbling | window.advance.ms=2000     | window.advance.ms is for hopping windows only
            tumbling | session.gap.ms=5           | session.gap.ms is for session windows only
            hopping  | session.gap.ms=5           | session.gap.ms is for session windows only
            hopping  | window.count=5             | window.count is for count windows only
            hopping  | window.advance.count=5     | window.advance.count is for count windows only
            sliding  | window.advance.ms=5        | window.advance.ms is for hopping windows only
            sliding  | window.offset.ms=5         | window.offset.ms is for tumbling and hopping windows only
            sliding  | window.time.zone=UTC       | window.time.zone is for tumbling and hopping windows only
            session  | window.size.ms=5           | window.size.ms is for tumbling, hopping and sliding windows only
            session  | window.offset.ms=5         | window.offset.ms is for tumbling and hopping windows only
            count    | window.size.ms=5           | window.size.ms is for tumbling, hopping and sliding windows only
            count    | session.gap.ms=5           | session.gap.ms is for session windows only
            count    | window.grace.ms=5          | window.grace.ms is for tumbling, hopping, sliding and session windows only
            count    | window.clock=key           | window.clock=key is for tumbling, hopping, sliding and session windows only
            sliding  | emit=updates               | emit=updates is for tumbling, hopping and session windows only
            count    | emit=updates               | emit=updates is for tumbling, hopping and session windows only
            sliding  | emit.early.when=count(*)>5 | emit.early.when is for tumbling, hopping and session windows only
            count    | emit.early.when=count(*)>5 | emit.early.when is for tumbling, hopping and session windows only
            session  | emit.empty=1               | emit.empty is for tumbling and hopping windows only
            sliding  | emit.empty=1               | emit.empty is for tumbling and hopping windows only
            """)
    void aKeyOfOtherTypesIsRefused(String type, String pair, String message) {
        String key = pair.substring(0, pair.indexOf('='));

        assertThat(problems(with(working(type) + " " + pair)))
                .isEqualTo(Map.of(key, List.of(message + "; found window.type=" + type + ".")));
    }

    /** As user interfaces send them that send every key. */
    @ParameterizedTest
    @ValueSource(strings = {"tumbling", "hopping", "sliding", "session", "count"})
    void defaultsMayBeGivenForEveryType(String type) {
        String defaults = " window.grace.ms=0 window.offset.ms=0 window.time.zone= window.clock=Partition emit=FINAL"
                + " emit.interval.ms=1000 emit.early.when= emit.empty=0 alert.when= alert.topic= alert.cooldown.ms=60000"
                + " alert.clear.when= alert.evaluate=change state.ttl.ms=604800000";

        assertThat(problems(with(working(type) + defaults))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            window.type=sliced   | window.type     | expected one of tumbling, hopping, sliding, session, count
            window.type=tumbling window.size.ms=0  | window.size.ms | Value must be at least 1
            window.type=tumbling window.size.ms=1  | |
            window.type=tumbling window.size.ms=1099511627776 | |
            window.type=tumbling window.size.ms=1099511627777 | window.size.ms | Value must be no more than 1099511627776
            window.type=hopping window.size.ms=2000 window.advance.ms=2000 | |
            window.type=hopping window.size.ms=2000 window.advance.ms=2001 | window.advance.ms | window.advance.ms must be positive and at most window.size.ms; found advance=2001, size=2000.
            window.type=hopping window.size.ms=2000 window.advance.ms=0    | window.advance.ms | Value must be at least 1
            window.type=hopping window.size.ms=2000 window.advance.ms=soon | window.advance.ms | soon
            window.type=hopping window.size.ms=4096 window.advance.ms=1    | |
            window.type=hopping window.size.ms=4097 window.advance.ms=1    | window.size.ms | found size=4097, advance=1, which needs 4097 panes.
            window.type=hopping window.size.ms=1000000 window.advance.ms=1 | window.size.ms | at least 1/4096 of the size
            window.type=tumbling window.size.ms=1000 window.grace.ms=65535000 | |
            window.type=tumbling window.size.ms=1000 window.grace.ms=65536000 | window.size.ms | must be at most 65536 panes of 1000 ms
            window.type=tumbling window.size.ms=1000 window.grace.ms=-1    | window.grace.ms | Value must be at least 0
            window.type=hopping window.size.ms=2000 window.advance.ms=250 window.offset.ms=250 | window.offset.ms | less than window.advance.ms (window.size.ms for tumbling windows); found offset=250, advance=250.
            window.type=tumbling window.size.ms=2000 window.offset.ms=2000 | window.offset.ms | found offset=2000, advance=2000.
            window.type=tumbling window.size.ms=2000 window.offset.ms=-1   | window.offset.ms | Value must be at least 0
            window.type=session session.gap.ms=0   | session.gap.ms  | Value must be at least 1
            window.type=session session.gap.ms=1   | |
            window.type=count window.count=0       | window.count    | Value must be at least 1
            window.type=count window.count=1       | |
            window.type=count window.count=1000000 | |
            window.type=count window.count=1000001 | window.count    | Value must be no more than 1000000
            window.type=count window.count=10 window.advance.count=10 | |
            window.type=count window.count=10 window.advance.count=11 | window.advance.count | window.advance.count must be positive and at most window.count; found advance=11, count=10.
            window.type=count window.count=4097 window.advance.count=1 | window.count | found count=4097, advance=1, which needs 4097 panes.
            """)
    void aBoundIsNamedWithWhatWasFound(String pairs, String key, String message) {
        Map<String, List<String>> problems = problems(with(pairs));

        if (key == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).containsOnlyKeys(key);
            assertThat(problems.get(key)).hasSize(1).first().asString().contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            window.type=tumbling window.size.ms=86400001 window.time.zone=UTC | so window.size.ms must be a multiple of 86400000; found 86400001.
            window.type=hopping window.size.ms=86400000 window.advance.ms=3600000 window.time.zone=UTC | so window.advance.ms must be a multiple of 86400000; found 3600000.
            window.type=tumbling window.size.ms=172800000 window.offset.ms=1 window.time.zone=UTC | so window.offset.ms must be a multiple of 86400000; found 1.
            window.type=tumbling window.size.ms=86400000 window.time.zone=Europe/Berln | window.time.zone must be a time zone such as Europe/Berlin; found `Europe/Berln`; did you mean `Europe/Berlin`?
            window.type=tumbling window.size.ms=86400000 window.time.zone=Middle?Earth | window.time.zone must be a time zone such as Europe/Berlin; found `Middle?Earth`.
            """)
    void aTimeZoneThatFitsNoWindowsIsReported(String pairs, String message) {
        Map<String, List<String>> problems = problems(with(pairs));

        assertThat(problems).containsOnlyKeys("window.time.zone");
        assertThat(problems.get("window.time.zone"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(message);
    }

    private static String working(String type) {
        return switch (type) {
            case "tumbling" -> TUMBLING;
            case "hopping" -> HOPPING;
            case "sliding" -> SLIDING;
            case "session" -> SESSION;
            case "count" -> COUNT;
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    private static Windows windows(String pairs) {
        return WindowSinkConfig.of(with(pairs)).windows();
    }
}

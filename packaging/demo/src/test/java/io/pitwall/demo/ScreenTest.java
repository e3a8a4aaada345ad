package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private static final Alert ALERT = new Alert("rider-1", 9_000, 11_000, 512.34);

    private static final Feature FEATURE = new Feature("rider-1", 9_000, 11_000, 42.25, 40, 3.5);
    private static final long SECOND = 1_000_000_000L;

    private long nanos;
    private final StringWriter text = new StringWriter();
    private final Board board =
            new Board(List.of(new Ride("rider-1", List.of(Reading.acceleration(0, 1, 1, 1)), List.of(), true)));

    @Test
    void plainLinesHoldNoEscapeSequence() {
        PlainScreen screen = new PlainScreen(new PrintWriter(text), () -> nanos);
        board.add(FEATURE);

        screen.show(board, 40, Duration.ofSeconds(1));
        screen.alarm(ALERT);

        assertThat(text.toString().lines())
                .containsExactly(
                        "00:00:09.000 rider-1    force     42.3  samples  40  peak    3.5",
                        "CRASH  rider-1  force 512.3 from 00:00:09.000 to 00:00:11.000 UTC");
    }

    @Test
    void plainLinesSayAWindowOnce() {
        PlainScreen screen = new PlainScreen(new PrintWriter(text), () -> nanos);
        board.add(FEATURE);
        screen.show(board, 40, Duration.ofSeconds(1));

        nanos += SECOND;
        screen.show(board, 40, Duration.ofSeconds(2));

        assertThat(text.toString()).hasLineCount(1);
    }

    @Test
    void plainLinesComeOnceASecond() {
        PlainScreen screen = new PlainScreen(new PrintWriter(text), () -> nanos);
        screen.show(board, 0, Duration.ZERO);
        board.add(FEATURE);

        nanos += SECOND - 1;
        screen.show(board, 40, Duration.ofSeconds(1));
        assertThat(text.toString()).isEmpty();

        nanos += 1;
        screen.show(board, 40, Duration.ofSeconds(1));
        assertThat(text.toString()).hasLineCount(1);
    }

    @Test
    void theLiveTableIsPaintedOverItself() {
        LiveScreen screen = new LiveScreen(new PrintWriter(text), 24);
        board.add(new Feature("rider-1", 9_000, 11_000, 250, 40, 3.5));
        screen.show(board, 40, Duration.ofSeconds(1));
        int linesOfAFrame = (int) text.toString().lines().count();

        screen.show(board, 40, Duration.ofSeconds(2));

        assertThat(text.toString()).contains("rider-1").contains("\u001b[" + linesOfAFrame + "A");
    }

    @Test
    void theLiveTableKeepsShowingAnAlert() {
        LiveScreen screen = new LiveScreen(new PrintWriter(text), 24);
        screen.alarm(ALERT);

        screen.show(board, 40, Duration.ofSeconds(1));
        screen.show(board, 40, Duration.ofSeconds(2));

        assertThat(text.toString().split("CRASH", -1)).hasSize(3);
    }

    @Test
    void theLiveTableIsNeverHigherThanTheTerminal() {
        List<Ride> rides = IntStream.rangeClosed(1, 100)
                .mapToObj(number ->
                        new Ride("rider-" + number, List.of(Reading.acceleration(0, 1, 1, 1)), List.of(), true))
                .toList();
        LiveScreen screen = new LiveScreen(new PrintWriter(text), 24);
        IntStream.range(0, 50).forEach(alarm -> screen.alarm(ALERT));

        screen.show(new Board(rides), 0, Duration.ZERO);

        // The cursor stands on a line of its own below the table.
        assertThat(text.toString().lines()).hasSizeLessThanOrEqualTo(23);
        assertThat(text.toString()).contains("rider-15", "and 85 more").doesNotContain("rider-16");
    }

    @Test
    void theNewestAlertsStayInSight() {
        LiveScreen screen = new LiveScreen(new PrintWriter(text), 24);
        IntStream.rangeClosed(1, 4).forEach(number -> screen.alarm(new Alert("rider-" + number, 0, 2_000, 500)));

        screen.show(new Board(List.of()), 0, Duration.ZERO);

        assertThat(text.toString())
                .contains("alerts 4", "CRASH  rider-2", "CRASH  rider-4")
                .doesNotContain("CRASH  rider-1");
    }

    @Test
    void theMarkOfTheHeadStandsAboveThatOfEachPhone() {
        LiveScreen screen = new LiveScreen(new PrintWriter(text), 24);
        board.add(FEATURE);

        screen.show(board, 40, Duration.ofSeconds(1));

        assertThat(withoutColours().lines().filter(line -> line.contains("┊")).map(line -> line.indexOf('┊')))
                .hasSize(2)
                .containsOnly(55);
    }

    @Test
    void noLineOfTheLiveTableIsWiderThanEightyColumns() {
        LiveScreen screen = new LiveScreen(new PrintWriter(text), 24);
        String phone = "a-recording-of-a-long-name";
        Board ofLongNames =
                new Board(List.of(new Ride(phone, List.of(Reading.acceleration(0, 1, 1, 1)), List.of(), true)));
        ofLongNames.add(new Feature(phone, 9_000, 11_000, 12_345.6, 40, 123.4));
        screen.alarm(ALERT);

        screen.show(ofLongNames, 1_234_567, Duration.ofMinutes(59));

        assertThat(withoutColours().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    private String withoutColours() {
        return text.toString().replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
    }
}

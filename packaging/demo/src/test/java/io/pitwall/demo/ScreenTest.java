package io.pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
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
        LiveScreen screen = new LiveScreen(new PrintWriter(text));
        board.add(new Feature("rider-1", 9_000, 11_000, 250, 40, 3.5));
        screen.show(board, 40, Duration.ofSeconds(1));
        int linesOfAFrame = (int) text.toString().lines().count();

        screen.show(board, 40, Duration.ofSeconds(2));

        assertThat(text.toString()).contains("rider-1").contains("\u001b[" + linesOfAFrame + "A");
    }

    @Test
    void theLiveTableKeepsShowingAnAlert() {
        LiveScreen screen = new LiveScreen(new PrintWriter(text));
        screen.alarm(ALERT);

        screen.show(board, 40, Duration.ofSeconds(1));
        screen.show(board, 40, Duration.ofSeconds(2));

        assertThat(text.toString().split("CRASH", -1)).hasSize(3);
    }

    @Test
    void noLineOfTheLiveTableIsWiderThanEightyColumns() {
        LiveScreen screen = new LiveScreen(new PrintWriter(text));
        board.add(new Feature("rider-1", 9_000, 11_000, 12_345.6, 40, 123.4));
        screen.alarm(ALERT);

        screen.show(board, 1_234_567, Duration.ofMinutes(59));

        assertThat(text.toString().replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
}

package io.pitwall.sink.windowing;

import static io.pitwall.sink.windowing.EngineUnderTest.window;
import static io.pitwall.sink.windowing.Transcript.given;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class CalendarWindowsTest {

    private static Windows days(int days, int advance, int offset, String zone) {
        return new Windows.Days(days, advance, 0, offset, ZoneId.of(zone));
    }

    private static long ms(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void aDayIsAnHourShorterWhereClocksGoForward() {
        given(days(1, 1, 0, "Europe/Berlin"))
                .row("a", ms("2024-03-30T23:00:00Z"), 1)
                .row("a", ms("2024-03-31T21:59:59.999Z"), 2)
                .expect()
                .row("a", ms("2024-03-31T22:00:00Z"), 4)
                .expect(window("a", ms("2024-03-30T23:00:00Z"), ms("2024-03-31T22:00:00Z"), 2L, 3.0))
                .tell();
    }

    @Test
    void aDayIsAnHourLongerWhereClocksGoBack() {
        given(days(1, 1, 0, "Europe/Berlin"))
                .row("a", ms("2024-10-26T22:00:00Z"), 1)
                .row("a", ms("2024-10-27T22:59:59.999Z"), 2)
                .expect()
                .tick(ms("2024-10-27T23:00:00Z"))
                .expect(window("a", ms("2024-10-26T22:00:00Z"), ms("2024-10-27T23:00:00Z"), 2L, 3.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void aDayBeginsWhenItBeginsWhereMidnightDoesNotExist() {
        given(days(1, 1, 0, "America/Havana"))
                .row("a", ms("2024-03-10T04:59:59.999Z"), 1)
                .row("a", ms("2024-03-10T05:00:00Z"), 2)
                .expect(window("a", ms("2024-03-09T05:00:00Z"), ms("2024-03-10T05:00:00Z"), 1L, 1.0))
                .tick(ms("2024-03-11T04:00:00Z"))
                .expect(window("a", ms("2024-03-10T05:00:00Z"), ms("2024-03-11T04:00:00Z"), 1L, 2.0))
                .tell();
    }

    @Test
    void aDayThatHasBegunGoesOnWhereClocksGoBackOverMidnight() {
        // 00:01 on 1 November became 23:01 on 31 October.
        given(days(1, 1, 0, "America/St_Johns"))
                .row("a", ms("2009-11-01T02:29:59.999Z"), 1)
                .row("a", ms("2009-11-01T02:30:00Z"), 2)
                .expect(window("a", ms("2009-10-31T02:30:00Z"), ms("2009-11-01T02:30:00Z"), 1L, 1.0))
                .row("a", ms("2009-11-01T02:45:00Z"), 4)
                .tick(ms("2009-11-02T03:30:00Z"))
                .expect(window("a", ms("2009-11-01T02:30:00Z"), ms("2009-11-02T03:30:00Z"), 2L, 6.0))
                .tell();
    }

    @Test
    void aDayThatATimeZoneSkippedHasNoWindow() {
        // Samoa went from 29 to 31 December 2011.
        given(days(1, 1, 0, "Pacific/Apia"))
                .emptyWindows(3)
                .row("a", ms("2011-12-30T09:59:59.999Z"), 1)
                .row("a", ms("2011-12-30T10:00:00Z"), 2)
                .expect(window("a", ms("2011-12-29T10:00:00Z"), ms("2011-12-30T10:00:00Z"), 1L, 1.0))
                .tick(ms("2011-12-31T10:00:00Z"))
                .expect(window("a", ms("2011-12-30T10:00:00Z"), ms("2011-12-31T10:00:00Z"), 1L, 2.0))
                .tell();
    }

    @Test
    void aDayBeforeOneThatWasSkippedEndsEarlyAndTheDayAfterDoesNot() {
        given(days(1, 1, 0, "Pacific/Apia"))
                .early("n >= 2")
                .row("a", ms("2011-12-30T08:00:00Z"), 1)
                .row("a", ms("2011-12-30T08:00:01Z"), 2)
                .expect(window("a", ms("2011-12-29T10:00:00Z"), ms("2011-12-30T10:00:00Z"), 2L, 3.0))
                .lateRow("a", ms("2011-12-30T09:00:00Z"), 0)
                .row("a", ms("2011-12-30T11:00:00Z"), 4)
                .tick(ms("2011-12-31T10:00:00Z"))
                .expect(window("a", ms("2011-12-30T10:00:00Z"), ms("2011-12-31T10:00:00Z"), 1L, 4.0))
                .expectNothingHeld()
                .tell();
    }

    @Test
    void weeksBeginOnMondayWithAnOffsetOfFourDays() {
        // 1970-01-01 was a Thursday.
        given(days(7, 7, 4, "Europe/Berlin"))
                .row("a", ms("2024-10-27T22:59:59.999Z"), 1)
                .row("a", ms("2024-10-27T23:00:00Z"), 2)
                .expect(window("a", ms("2024-10-20T22:00:00Z"), ms("2024-10-27T23:00:00Z"), 1L, 1.0))
                .tell();
    }

    @Test
    void daysOverlapWithAnAdvanceOfLessThanTheirSize() {
        given(days(2, 1, 0, "UTC"))
                .row("a", ms("2024-05-02T12:00:00Z"), 1)
                .tick(ms("2024-05-10T00:00:00Z"))
                .expect(
                        window("a", ms("2024-05-01T00:00:00Z"), ms("2024-05-03T00:00:00Z"), 1L, 1.0),
                        window("a", ms("2024-05-02T00:00:00Z"), ms("2024-05-04T00:00:00Z"), 1L, 1.0))
                .expectNothingHeld()
                .tell();
    }
}

package io.pitwall.transforms.row;

import static io.pitwall.transforms.row.TimestampUnit.ISO;
import static io.pitwall.transforms.row.TimestampUnit.MICROSECONDS;
import static io.pitwall.transforms.row.TimestampUnit.MILLISECONDS;
import static io.pitwall.transforms.row.TimestampUnit.NANOSECONDS;
import static io.pitwall.transforms.row.TimestampUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampUnitTest {

    private static final long MS = 1_712_762_784_289L;

    @Test
    void integersOfEveryUnitAreReadExactly() {
        assertThat(NANOSECONDS.toEpochMs(integer(1_712_762_784_289_548_800L))).isEqualTo(MS);
        assertThat(MICROSECONDS.toEpochMs(integer(1_712_762_784_289_548L))).isEqualTo(MS);
        assertThat(MILLISECONDS.toEpochMs(integer(MS))).isEqualTo(MS);
        assertThat(SECONDS.toEpochMs(integer(1_712_762_784L))).isEqualTo(1_712_762_784_000L);
    }

    @Test
    void theLastNanosecondOfAMillisecondStillBelongsToIt() {
        assertThat(NANOSECONDS.toEpochMs(integer(1_712_762_784_289_999_999L))).isEqualTo(MS);
    }

    @Test
    void theNextNanosecondBelongsToTheNextMillisecond() {
        assertThat(NANOSECONDS.toEpochMs(integer(1_712_762_784_290_000_000L))).isEqualTo(MS + 1);
    }

    @Test
    void aFractionBefore1970IsDroppedTowardsThePast() {
        assertThat(NANOSECONDS.toEpochMs(integer(-1))).isEqualTo(-1);
        assertThat(MICROSECONDS.toEpochMs(integer(-1_000))).isEqualTo(-1);
        assertThat(MICROSECONDS.toEpochMs(integer(-1_001))).isEqualTo(-2);
        assertThat(SECONDS.toEpochMs(decimal(-0.0001))).isEqualTo(-1);
    }

    @Test
    void decimalsAreReadByTheirWrittenDigits() {
        assertThat(SECONDS.toEpochMs(decimal(1712762784.289))).isEqualTo(MS);
        assertThat(MILLISECONDS.toEpochMs(decimal(1712762784289.999))).isEqualTo(MS);
        assertThat(NANOSECONDS.toEpochMs(decimal(1.7127627842895488E18))).isEqualTo(MS);
        assertThat(SECONDS.toEpochMs(decimal(9.0))).isEqualTo(9_000);
        assertThat(SECONDS.toEpochMs(decimal(Double.MIN_VALUE))).isZero();
    }

    @Test
    void numbersWrittenAsTextAreReadLikeNumbers() {
        assertThat(NANOSECONDS.toEpochMs(text("1712762784289548800"))).isEqualTo(MS);
        assertThat(SECONDS.toEpochMs(text(" 1712762784.2899 "))).isEqualTo(MS);
        assertThat(MILLISECONDS.toEpochMs(text("-5"))).isEqualTo(-5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-", ".", "12a", "1.2.3", "1e3", "1E999999999", "1e-999999999", "NaN", "--1", "1-"})
    void textThatIsNoPlainNumberIsRefused(String text) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SECONDS.toEpochMs(text(text)))
                .withMessage("expected a number of seconds, found text that is not a plain number");
    }

    @Test
    void endlessTextIsRefusedUnread() {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> MILLISECONDS.toEpochMs(text("0".repeat(65))));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-10T15:26:24.2895488Z",
        "2024-04-10T15:26:24.289548800Z",
        "2024-04-10T15:26:24.289Z",
        "2024-04-10T17:26:24.2895488+02:00",
        "2024-04-10T17:26:24.289+0200",
        "2024-04-10T17:26:24.289+02",
        "2024-04-10t15:26:24.289z",
        "2024-04-10 15:26:24.289",
        "2024-04-10T15:26:24.2895488",
    })
    void isoTextsOfOneInstantGiveOneTime(String text) {
        assertThat(ISO.toEpochMs(text(text))).isEqualTo(MS);
    }

    @Test
    void isoTextMayLeaveOutTheSeconds() {
        assertThat(ISO.toEpochMs(text("2024-04-10T15:26Z")))
                .isEqualTo(Instant.parse("2024-04-10T15:26:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-04-10",
                "2024-02-30T00:00:00Z",
                "2024-04-10T25:00:00Z",
                "2024-04-10T15:26:24Zx",
                "2024-04-10T15:26:24ZZ"
            })
    void textThatIsNoIsoTimeIsRefusedWithoutItsValue(String text) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> ISO.toEpochMs(text(text)))
                .withMessageStartingWith(
                        "expected an ISO-8601 date and time such as 2024-04-10T15:26:24.289Z, found text")
                .withNoCause();
    }

    @Test
    void theLastMillisecondOfYear9999IsATime() {
        assertThat(MILLISECONDS.toEpochMs(integer(253_402_300_799_999L))).isEqualTo(253_402_300_799_999L);
    }

    @Test
    void theMillisecondAfterYear9999IsNot() {
        assertOutOfRange(MILLISECONDS, integer(253_402_300_800_000L));
    }

    @Test
    void aUnitSetTooCoarseIsNoticed() {
        assertOutOfRange(MICROSECONDS, integer(1_712_762_784_289_548_800L));
        assertOutOfRange(MILLISECONDS, integer(1_712_762_784_289_548_800L));
        assertOutOfRange(SECONDS, integer(1_712_762_784_289_548_800L));
        assertOutOfRange(MILLISECONDS, integer(1_712_762_784_289_548L));
        assertOutOfRange(SECONDS, integer(MS));
    }

    @Test
    void countsThatOverflowMillisecondsAreRefusedNotWrapped() {
        assertOutOfRange(SECONDS, integer(Long.MAX_VALUE));
        assertOutOfRange(SECONDS, integer(Long.MIN_VALUE));
        assertOutOfRange(SECONDS, decimal(Double.MAX_VALUE));
        assertOutOfRange(SECONDS, decimal(-Double.MAX_VALUE));
        assertOutOfRange(NANOSECONDS, text("9".repeat(60)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsNoTimeInAnyUnit(TimestampUnit unit) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> unit.toEpochMs(new Cell()))
                .withMessageEndingWith("found nothing (the column is missing or null)");
    }

    @Test
    void otherKindsAreRefusedByName() {
        Cell flag = new Cell();
        flag.setBoolean(true);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> NANOSECONDS.toEpochMs(flag))
                .withMessage("expected a number of nanoseconds, found a boolean");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> MILLISECONDS.toEpochMs(other(List.of())))
                .withMessage("expected a number of milliseconds, found a list, an object or bytes");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SECONDS.toEpochMs(decimal(Double.NaN)))
                .withMessage("expected a number of seconds, found a number that is not finite");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> ISO.toEpochMs(integer(MS)))
                .withMessageEndingWith("found a number");
    }

    @Test
    void unitsAreFoundByTheirConfigNames() {
        assertThat(TimestampUnit.names()).isEqualTo(List.of("ns", "us", "ms", "s", "iso"));
        assertThat(TimestampUnit.named("NS")).contains(NANOSECONDS);
        assertThat(TimestampUnit.named("seconds")).isEmpty();
    }

    private static void assertOutOfRange(TimestampUnit unit, Cell cell) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> unit.toEpochMs(cell))
                .withMessage("expected a time in the years 0 to 9999, found one outside when read as "
                        + unit.configName() + "; check that the unit is right");
    }

    private static Cell integer(long value) {
        Cell cell = new Cell();
        cell.setLong(value);
        return cell;
    }

    private static Cell decimal(double value) {
        Cell cell = new Cell();
        cell.setDouble(value);
        return cell;
    }

    private static Cell text(String value) {
        Cell cell = new Cell();
        cell.setText(value);
        return cell;
    }

    private static Cell other(Object value) {
        Cell cell = new Cell();
        cell.setOther(value);
        return cell;
    }
}

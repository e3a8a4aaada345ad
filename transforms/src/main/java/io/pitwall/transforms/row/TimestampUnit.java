package io.pitwall.transforms.row;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;

/**
 * How a column tells the time: a count of nanoseconds, microseconds, milliseconds or seconds since the epoch, or an
 * ISO-8601 text.
 *
 * <p>Counts may be integers, decimals, or texts of either; a fraction of a millisecond is dropped towards the past, also
 * before 1970. Integers stay exact. A text without an offset is UTC. A Connect {@code Timestamp} is a
 * count of milliseconds, see {@link RowReader}.
 *
 * <p>Only the years 0 to 9999 are accepted, which catches every unit that is set too coarse: nanoseconds taken for
 * microseconds or milliseconds for seconds land far behind year 9999, where one such row would close all windows.
 */
public enum TimestampUnit {
    NANOSECONDS("ns", 6),
    MICROSECONDS("us", 3),
    MILLISECONDS("ms", 0),
    SECONDS("s", -3),
    ISO("iso", 0);

    private static final long MIN_EPOCH_MS =
            Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long MAX_EPOCH_MS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** Longer than any count in range with nine fraction digits; longer texts are refused unread. */
    private static final int MAX_TEXT_LENGTH = 64;

    private static final DateTimeFormatter ISO_8601 = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .parseLenient()
            .appendOffset("+HH", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private final String configName;

    /** How many decimal places lie between the unit and the millisecond; negative for a unit coarser than that. */
    private final int placesBelowMs;

    TimestampUnit(String configName, int placesBelowMs) {
        this.configName = configName;
        this.placesBelowMs = placesBelowMs;
    }

    /** The unit that a config calls by this name, in any case. */
    public static Optional<TimestampUnit> named(String configName) {
        return Arrays.stream(values())
                .filter(unit -> unit.configName.equalsIgnoreCase(configName))
                .findFirst();
    }

    /** The names that configs use: {@code ns}, {@code us}, {@code ms}, {@code s}, {@code iso}. */
    public static List<String> names() {
        return Arrays.stream(values()).map(TimestampUnit::configName).toList();
    }

    public String configName() {
        return configName;
    }

    /**
     * The time that a cell tells, in milliseconds since the epoch.
     *
     * @throws DataException when the cell holds no such time; the message names neither the column, which the caller
     *     knows, nor the value, which must not be logged
     */
    public long toEpochMs(Cell cell) {
        return switch (cell.kind()) {
            case LONG -> ofInteger(cell.asLong());
            case DOUBLE -> ofDouble(cell.asDouble());
            case TEXT -> this == ISO ? ofIsoText(cell.asText()) : ofNumericText(cell.asText());
            case NULL -> throw expected("nothing (the column is missing or null)");
            case BOOLEAN -> throw expected("a boolean");
            case OTHER -> throw expected("a list, an object or bytes");
        };
    }

    private long ofInteger(long count) {
        return switch (this) {
            case NANOSECONDS -> inRange(Math.floorDiv(count, 1_000_000));
            case MICROSECONDS -> inRange(Math.floorDiv(count, 1_000));
            case MILLISECONDS -> inRange(count);
            case SECONDS -> inRange(Math.multiplyHigh(count, 1_000) == count >> 63 ? count * 1_000 : Long.MAX_VALUE);
            case ISO -> throw expected("a number");
        };
    }

    private long ofDouble(double count) {
        if (this == ISO) {
            throw expected("a number");
        }
        if (!Double.isFinite(count)) {
            throw expected("a number that is not finite");
        }
        // By the digits people wrote, not by the binary fraction: 1712762784.289 s lies just below that many ms.
        return ofDecimal(BigDecimal.valueOf(count));
    }

    private long ofDecimal(BigDecimal count) {
        BigDecimal milliseconds = count.scaleByPowerOfTen(-placesBelowMs).setScale(0, RoundingMode.FLOOR);
        return milliseconds.precision() > 18 ? inRange(Long.MAX_VALUE) : inRange(milliseconds.longValueExact());
    }

    private long ofNumericText(String text) {
        String count = text.strip();
        if (count.length() > MAX_TEXT_LENGTH || !isPlainNumber(count)) {
            throw expected("text that is not a plain number");
        }
        return ofDecimal(new BigDecimal(count));
    }

    /** Digits with at most a sign and a point. No exponents: a short text must not stand for a billion digits. */
    private static boolean isPlainNumber(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (i > 0 || (c != '-' && c != '+')) {
                return false;
            }
        }
        return digits > 0 && points <= 1;
    }

    private long ofIsoText(String text) {
        TemporalAccessor parsed;
        try {
            parsed = ISO_8601.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeParseException unreadable) {
            // Not passed on as the cause: its message quotes the value.
            throw expected(
                    "text that cannot be read as one, from its character " + (unreadable.getErrorIndex() + 1) + " on");
        }
        OffsetDateTime time =
                parsed instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : OffsetDateTime.from(parsed);
        return inRange(time.toInstant().toEpochMilli());
    }

    private long inRange(long epochMs) {
        if (epochMs < MIN_EPOCH_MS || epochMs > MAX_EPOCH_MS) {
            throw new DataException("expected a time in the years 0 to 9999, found one outside when read as "
                    + configName + "; check that the unit is right");
        }
        return epochMs;
    }

    private DataException expected(String found) {
        String expected =
                switch (this) {
                    case NANOSECONDS, MICROSECONDS, MILLISECONDS, SECONDS ->
                        "a number of " + name().toLowerCase(Locale.ROOT);
                    case ISO -> "an ISO-8601 date and time such as 2024-04-10T15:26:24.289Z";
                };
        return new DataException("expected " + expected + ", found " + found);
    }
}

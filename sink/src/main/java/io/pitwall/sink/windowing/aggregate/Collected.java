package io.pitwall.sink.windowing.aggregate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The earliest values of a slice in order of time, among equal times of arrival: as many as are wanted, and as fit
 * {@link #MOST_BYTES}.
 */
/*
 * What does not fit ends the list there: later values stay out for good, however small. Where that was is remembered, or
 * else what is kept would depend on how the values were split and merged.
 *
 *   limit (4) | end, ms (8) | { time, ms (8) | kind (1) | value }*
 *   value = boolean (1), integer or bits of a double (8), length (4) and UTF-8 of a text
 */
final class Collected {

    static final ReferenceKind KIND = ReferenceKind.of(
            Collected.class, Collected::copy, Collected::toBytes, Collected::fromBytes, Collected::heapBytes);

    /** Counting 8 bytes for every value and 2 more for every character of a text. */
    static final int MOST_BYTES = 1 << 18;

    private static final long NEVER = Long.MAX_VALUE;
    private static final byte BOOLEAN = 1;
    private static final byte LONG = 2;
    private static final byte DOUBLE = 3;
    private static final byte TEXT = 4;

    private final int limit;
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;
    /** The time of the first value that did not fit: nothing at or after it that arrives from now on is kept. */
    private long endMs = NEVER;

    /** The value is a {@code Boolean}, {@code Long}, {@code Double} or {@code String}. */
    private record Entry(long timeMs, Object value) {
        long bytes() {
            return value instanceof String text ? 8 + 2L * text.length() : 8;
        }
    }

    Collected(int limit) {
        this.limit = limit;
    }

    /** Takes a {@code Boolean}, {@code Long}, {@code Double} or {@code String} that arrived after all others. */
    void add(long timeMs, Object value) {
        add(new Entry(timeMs, value));
    }

    private void add(Entry entry) {
        int place = placeAfter(entry.timeMs());
        if (entry.timeMs() < endMs && place < limit) {
            entries.add(place, entry);
            bytes += entry.bytes();
            trim();
        }
    }

    private int placeAfter(long timeMs) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).timeMs() <= timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void trim() {
        if (entries.size() > limit) {
            dropLast();
        }
        while (bytes > MOST_BYTES) {
            endMs = dropLast().timeMs();
        }
    }

    private Entry dropLast() {
        Entry last = entries.remove(entries.size() - 1);
        bytes -= last.bytes();
        return last;
    }

    /** Takes all values of a slice that is not older. */
    void addAll(Collected other) {
        while (!entries.isEmpty() && entries.get(entries.size() - 1).timeMs() > other.endMs) {
            dropLast();
        }
        other.entries.forEach(this::add);
        endMs = Math.min(endMs, other.endMs);
    }

    List<Object> values() {
        return entries.stream().map(Entry::value).toList();
    }

    Collected copy() {
        Collected copy = new Collected(limit);
        copy.addAll(this);
        return copy;
    }

    /** An entry takes an object, another for its value, and a place in the list. */
    private long heapBytes() {
        return 96 + 56L * entries.size() + bytes;
    }

    private byte[] toBytes() {
        List<byte[]> texts = entries.stream()
                .map(Entry::value)
                .filter(String.class::isInstance)
                .map(text -> ((String) text).getBytes(StandardCharsets.UTF_8))
                .toList();
        int ofTexts = texts.stream().mapToInt(text -> text.length).sum();
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + entries.size() * (9 + Long.BYTES) + ofTexts);
        out.putInt(limit).putLong(endMs);
        int nextText = 0;
        for (Entry entry : entries) {
            out.putLong(entry.timeMs());
            if (entry.value() instanceof Boolean truth) {
                out.put(BOOLEAN).put((byte) (truth ? 1 : 0));
            } else if (entry.value() instanceof Long integer) {
                out.put(LONG).putLong(integer);
            } else if (entry.value() instanceof Double number) {
                out.put(DOUBLE).putLong(Double.doubleToRawLongBits(number));
            } else {
                byte[] text = texts.get(nextText++);
                out.put(TEXT).putInt(text.length).put(text);
            }
        }
        byte[] bytesOfAll = new byte[out.flip().limit()];
        out.get(bytesOfAll);
        return bytesOfAll;
    }

    private static Collected fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Collected read = new Collected(in.getInt());
        long endMs = in.getLong();
        while (in.hasRemaining()) {
            read.add(in.getLong(), getValue(in));
        }
        read.endMs = endMs;
        return read;
    }

    private static Object getValue(ByteBuffer in) {
        byte kind = in.get();
        return switch (kind) {
            case BOOLEAN -> in.get() != 0;
            case LONG -> in.getLong();
            case DOUBLE -> Double.longBitsToDouble(in.getLong());
            case TEXT -> {
                byte[] text = new byte[in.getInt()];
                in.get(text);
                yield new String(text, StandardCharsets.UTF_8);
            }
            default ->
                throw new IllegalStateException("expected a value of kind 1 to 4, found " + kind
                        + "; run the release that wrote it, or reset the connector's state");
        };
    }
}

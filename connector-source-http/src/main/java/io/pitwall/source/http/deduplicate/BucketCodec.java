package io.pitwall.source.http.deduplicate;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A bucket as bytes. Equal buckets have equal bytes.
 *
 * <pre>
 *   count     entry ...     CRC-32 of all before
 *   varint    see below     4 bytes
 *
 *   entry:  kind   fingerprint   earlier by (ms)    and, where the kind is 1:   highest   seen      highest - completeFrom
 *           1 byte  16 bytes     varint                                         8 bytes   8 bytes   varint
 * </pre>
 *
 * The first entry's "earlier by" is its last use itself, in milliseconds since 1970; the others' is counted from the entry
 * before. A varint is unsigned, of 64 bits, 7 a byte, the lowest first.
 */
final class BucketCodec {

    private static final byte NAME = 0;
    private static final byte NUMBERS = 1;

    private static final int MAX_VARINT_BYTES = 10;
    private static final int MAX_ENTRY_BYTES = 1 + 16 + MAX_VARINT_BYTES + 8 + 8 + MAX_VARINT_BYTES;
    private static final int MIN_ENTRY_BYTES = 1 + 16 + 1;

    private BucketCodec() {}

    static byte[] encode(Bucket bucket) {
        List<Entry> entries = bucket.entries();
        ByteBuffer out = ByteBuffer.allocate(MAX_VARINT_BYTES + entries.size() * MAX_ENTRY_BYTES + Integer.BYTES);
        putVarint(out, entries.size());
        long laterMs = 0;
        for (Entry entry : entries) {
            out.put(entry.numbers().isPresent() ? NUMBERS : NAME);
            out.putLong(entry.fingerprint().high()).putLong(entry.fingerprint().low());
            putVarint(out, laterMs == 0 ? entry.lastUseMs() : laterMs - entry.lastUseMs());
            entry.numbers().ifPresent(numbers -> put(out, numbers));
            laterMs = entry.lastUseMs();
        }
        out.putInt(checksum(out.array(), out.position()));
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void put(ByteBuffer out, NumberWindow numbers) {
        out.putLong(numbers.highest()).putLong(numbers.seen());
        putVarint(out, numbers.highest() - numbers.completeFrom());
    }

    static Bucket decode(byte[] bytes) throws UnreadableBucketException {
        int end = bytes.length - Integer.BYTES;
        if (end < 0 || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw new UnreadableBucketException("its checksum does not match");
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
            Bucket bucket = bucket(in);
            if (in.hasRemaining()) {
                throw new UnreadableBucketException(in.remaining() + " bytes follow its last entry");
            }
            return bucket;
        } catch (BufferUnderflowException e) {
            throw new UnreadableBucketException("it ends in the midst of an entry");
        }
    }

    private static Bucket bucket(ByteBuffer in) throws UnreadableBucketException {
        long count = varint(in);
        if (count < 0 || count > in.remaining() / MIN_ENTRY_BYTES) {
            throw new UnreadableBucketException("it is too short for its entries");
        }
        List<Entry> entries = new ArrayList<>((int) count);
        long laterMs = 0;
        for (int i = 0; i < count; i++) {
            Entry entry = entry(in, laterMs);
            entries.add(entry);
            laterMs = entry.lastUseMs();
        }
        return new Bucket(entries);
    }

    private static Entry entry(ByteBuffer in, long laterMs) throws UnreadableBucketException {
        byte kind = in.get();
        if (kind != NAME && kind != NUMBERS) {
            throw new UnreadableBucketException("it has an entry of the unknown kind " + kind);
        }
        Fingerprint fingerprint = new Fingerprint(in.getLong(), in.getLong());
        long earlierByMs = varint(in);
        long lastUseMs = laterMs == 0 ? earlierByMs : laterMs - earlierByMs;
        return new Entry(fingerprint, kind == NUMBERS ? Optional.of(numbers(in)) : Optional.empty(), lastUseMs);
    }

    private static NumberWindow numbers(ByteBuffer in) throws UnreadableBucketException {
        long highest = in.getLong();
        long seen = in.getLong();
        return new NumberWindow(highest, seen, highest - varint(in));
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long varint(ByteBuffer in) throws UnreadableBucketException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new UnreadableBucketException("it has a number of more than 64 bits");
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}

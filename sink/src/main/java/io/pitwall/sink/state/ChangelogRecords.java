package io.pitwall.sink.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * State rows as records of one changelog partition, and back. What does not come back as it was written is refused before
 * anything is done with it, so that neither the changelog nor a local directory is touched.
 *
 * <p>Every record that is not a deletion has a header {@code crc}: the CRC-32C of its key and value. It is what finds a row
 * torn between two slices, whose bytes alone would pass for a shorter row. The record of the marker with which a reset ends has
 * a header {@code reset}: whatever lies before it is dead, and may be unreadable.
 */
final class ChangelogRecords {

    private static final String CHECKSUM = "crc";
    private static final String RESET = "reset";
    private static final String REMEDY = " Nothing was changed. Run the release of Pitwall that wrote it; or stop the"
            + " connector, DELETE its offsets, which also resets its state, and resume.";

    private final TopicPartition partition;
    private final RowVersions rowVersions;

    ChangelogRecords(TopicPartition partition, RowVersions rowVersions) {
        this.partition = partition;
        this.rowVersions = rowVersions;
    }

    ProducerRecord<byte[], byte[]> toRecord(StateChange change) {
        byte[] value = change.value();
        ProducerRecord<byte[], byte[]> written =
                new ProducerRecord<>(partition.topic(), partition.partition(), change.key(), value);
        if (value != null) {
            written.headers().add(new RecordHeader(CHECKSUM, checksum(change.key(), value)));
        }
        return written;
    }

    /** The new marker, or its deletion, with which a reset ends. */
    ProducerRecord<byte[], byte[]> toEndOfReset(StateChange marker) {
        ProducerRecord<byte[], byte[]> written = toRecord(marker);
        written.headers().add(new RecordHeader(RESET, new byte[0]));
        return written;
    }

    static boolean isEndOfReset(ConsumerRecord<byte[], byte[]> found) {
        return found.headers().lastHeader(RESET) != null;
    }

    /** @throws ConnectException for a record that this release of Pitwall has not written */
    StateChange read(ConsumerRecord<byte[], byte[]> found) {
        byte @Nullable [] key = found.key();
        if (key == null || key.length == 0) {
            throw refused(found, "a state row", "a record without a key");
        }
        byte @Nullable [] value = found.value();
        if (value == null) {
            return new StateChange(key, null);
        }
        requireKnownVersion(found, key, value);
        requireChecksum(found, key, value);
        return new StateChange(key, value);
    }

    private void requireKnownVersion(ConsumerRecord<byte[], byte[]> found, byte[] key, byte[] value) {
        int known = versionOf(key);
        if (known == RowVersions.UNKNOWN_KIND) {
            throw refused(
                    found, "a marker, the text of a query or a row of windows", "a row of unknown kind " + key[0]);
        }
        if (value.length == 0 || value[0] != known) {
            throw refused(
                    found,
                    kindOf(key) + " in format version " + known,
                    value.length == 0 ? "an empty one" : "one in version " + value[0]);
        }
    }

    private int versionOf(byte[] key) {
        if (Marker.isKey(key)) {
            return Marker.FORMAT_VERSION;
        }
        if (QueryIdentity.isKey(key)) {
            return QueryIdentity.FORMAT_VERSION;
        }
        return key[0] > 0 ? rowVersions.of(key[0]) : RowVersions.UNKNOWN_KIND;
    }

    private static String kindOf(byte[] key) {
        if (Marker.isKey(key)) {
            return "a marker";
        }
        return QueryIdentity.isKey(key) ? "the text of a query" : "a row of windows";
    }

    private void requireChecksum(ConsumerRecord<byte[], byte[]> found, byte[] key, byte[] value) {
        Header header = found.headers().lastHeader(CHECKSUM);
        if (header == null) {
            throw refused(found, kindOf(key) + " with its checksum", "one without");
        }
        if (!Arrays.equals(header.value(), checksum(key, value))) {
            throw refused(found, kindOf(key) + " as it was written", "one whose bytes do not fit its checksum");
        }
    }

    private ConnectException refused(ConsumerRecord<byte[], byte[]> found, String expected, String instead) {
        return new ConnectException("Expected " + expected + " at " + partition + "@" + found.offset() + ", found "
                + instead + "." + REMEDY);
    }

    private static byte[] checksum(byte[] key, byte[] value) {
        CRC32C checksum = new CRC32C();
        checksum.update(key);
        checksum.update(value);
        return ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
    }
}

package io.pitwall.sink.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out of a changelog is what went in, or is refused with its place. */
class ChangelogRecordsTest {

    private static final byte SLICES = 1;
    private static final byte FACTS = 2;
    private static final byte ROW_VERSION = 7;
    private static final String PLACE = "pitwall-c-rows-changelog-3@42";

    private final ChangelogRecords records = new ChangelogRecords(
            new TopicPartition("pitwall-c-rows-changelog", 3),
            kind -> kind == SLICES || kind == FACTS ? ROW_VERSION : RowVersions.UNKNOWN_KIND);

    static Stream<StateChange> oneOfEachKind() {
        return Stream.of(
                new Marker(1, 2, 3, 4, new Counters(1, 2, 3, Map.of(2, 9L), 4, 5, 6, 7), Uuid.ONE_UUID, 8).toChange(),
                new QueryIdentity("sum(x) over 2 s").toChange(),
                row(SLICES, "slices of a key, two of them"),
                row(FACTS, "facts about a key"));
    }

    private static StateChange row(byte kind, String content) {
        byte[] value = (" " + content).getBytes(UTF_8);
        value[0] = ROW_VERSION;
        return new StateChange(new byte[] {kind, 'k'}, value);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void whatWasWrittenIsReadBack(StateChange change) {
        StateChange read = records.read(found(records.toRecord(change)));

        assertThat(read.key()).isEqualTo(change.key());
        assertThat(read.value()).isEqualTo(change.value());
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void aRowCutOffAtAnyLengthIsRefused(StateChange change) {
        byte[] whole = valueOf(change);
        ProducerRecord<byte[], byte[]> written = records.toRecord(change);
        for (int length = 0; length < whole.length; length++) {
            ConsumerRecord<byte[], byte[]> torn = found(change.key(), Arrays.copyOf(whole, length), written.headers());

            assertThatThrownBy(() -> records.read(torn))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(PLACE)
                    .hasMessageContaining("Nothing was changed");
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void aRowWithAnyByteChangedIsRefused(StateChange change) {
        byte[] whole = valueOf(change);
        ProducerRecord<byte[], byte[]> written = records.toRecord(change);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            ConsumerRecord<byte[], byte[]> torn = found(change.key(), changed, written.headers());

            assertThatThrownBy(() -> records.read(torn)).hasMessageContaining(PLACE);
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void aRowOfALaterFormatIsRefusedWithItsVersion(StateChange change) {
        byte[] later = valueOf(change).clone();
        later[0]++;

        assertThatThrownBy(() -> records.read(found(records.toRecord(new StateChange(change.key(), later)))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("format version " + (later[0] - 1) + " at " + PLACE)
                .hasMessageContaining("found one in version " + later[0])
                .hasMessageContaining("Run the release of Pitwall that wrote it");
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void aRowThatPitwallHasNotWrittenIsRefused(StateChange change) {
        ProducerRecord<byte[], byte[]> foreign = new ProducerRecord<>("any", 3, change.key(), change.value());

        assertThatThrownBy(() -> records.read(found(foreign)))
                .hasMessageContaining("with its checksum at " + PLACE + ", found one without");
    }

    @Test
    void aRowUnderAnotherKeyThanItsOwnIsRefused() {
        ProducerRecord<byte[], byte[]> written = records.toRecord(row(SLICES, "of k"));

        assertThatThrownBy(() -> records.read(found(new byte[] {SLICES, 'l'}, written.value(), written.headers())))
                .hasMessageContaining("do not fit its checksum");
    }

    @Test
    void aRowOfAnUnknownKindIsRefused() {
        for (byte[] key : new byte[][] {{3, 'k'}, {0, 1}, {0, 3}, {-1}}) {
            assertThatThrownBy(() -> records.read(found(records.toRecord(new StateChange(key, new byte[] {1})))))
                    .hasMessageContaining("a row of unknown kind " + key[0])
                    .hasMessageContaining(PLACE);
        }
    }

    @Test
    void aRecordWithoutAKeyIsRefused() {
        for (byte @Nullable [] key : new byte[][] {null, {}}) {
            ProducerRecord<byte[], byte[]> foreign = new ProducerRecord<>("any", 3, key, new byte[] {1});

            assertThatThrownBy(() -> records.read(found(foreign))).hasMessageContaining("without a key");
        }
    }

    @Test
    void aDeletionNeedsNoChecksum() {
        StateChange deletion = new StateChange(new byte[] {SLICES, 'k'}, null);

        ProducerRecord<byte[], byte[]> written = records.toRecord(deletion);

        assertThat(written.headers()).isEmpty();
        assertThat(records.read(found(written)).value()).isNull();
    }

    private static byte[] valueOf(StateChange change) {
        return Optional.ofNullable(change.value()).orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> found(ProducerRecord<byte[], byte[]> written) {
        return found(written.key(), written.value(), written.headers());
    }

    private static ConsumerRecord<byte[], byte[]> found(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                "pitwall-c-rows-changelog",
                3,
                42,
                0,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty());
    }
}

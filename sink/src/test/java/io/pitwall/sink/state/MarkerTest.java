package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class MarkerTest {

    private static final Marker MARKER =
            new Marker(1, 2, -3, 4, new Counters(5, 6, 7, 8), new Uuid(9, 10), 0x1122334455667788L);

    private static final String GOLDEN = "01" // format version
            + "0000000000000001"
            + "0000000000000002"
            + "fffffffffffffffd"
            + "0000000000000004"
            + "0000000000000005"
            + "0000000000000006"
            + "0000000000000007"
            + "0000000000000008"
            + "0000000000000009000000000000000a"
            + "1122334455667788";

    @Test
    void bytesAreThoseOfFormatVersionOne() {
        assertThat(HexFormat.of().formatHex(MARKER.toBytes())).isEqualTo(GOLDEN);
    }

    @Test
    void goldenBytesReadBack() {
        assertThat(Marker.fromBytes(HexFormat.of().parseHex(GOLDEN))).isEqualTo(MARKER);
    }

    @Test
    void anotherFormatVersionSaysWhatToDo() {
        byte[] newer = MARKER.toBytes();
        newer[0] = 2;

        assertThatThrownBy(() -> Marker.fromBytes(newer))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("format version 1, found version 2")
                .hasMessageContaining("delete the changelog topic");
    }

    @Test
    void anEmptyValueIsNoMarker() {
        assertThatThrownBy(() -> Marker.fromBytes(new byte[0]))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("found an empty one");
    }

    @Test
    void aCutMarkerIsRefused() {
        byte[] cut = Arrays.copyOf(MARKER.toBytes(), 88);

        assertThatThrownBy(() -> Marker.fromBytes(cut))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("89 bytes, found 88");
    }

    @Test
    void theNextMarkerCountsOneUpAndKeepsTheIds() {
        Marker next = MARKER.next(20, 30, 5, new Counters(6, 6, 7, 8));

        assertThat(next)
                .isEqualTo(new Marker(
                        2, 20, 30, 5, new Counters(6, 6, 7, 8), MARKER.inputTopicId(), MARKER.queryFingerprint()));
    }

    @Test
    void anotherInputBeginsAtItsStartWithoutTimeButKeepsCounting() {
        Marker moved = MARKER.forInput(new Uuid(1, 1));

        assertThat(moved.nextInputOffset()).isZero();
        assertThat(moved.streamTimeMs()).isEqualTo(Marker.NO_TIME);
        assertThat(moved.sequence()).isEqualTo(MARKER.sequence());
        assertThat(moved.counters()).isEqualTo(MARKER.counters());
    }

    @Test
    void onlyTheReservedKeyIsTheMarkers() {
        assertThat(Marker.isKey(new byte[] {0})).isTrue();
        assertThat(Marker.isKey(new byte[] {0, 1})).isFalse();
        assertThat(Marker.isKey(new byte[] {1})).isFalse();
    }

    @Test
    void countersAddUpToTheRowsIn() {
        assertThat(MARKER.counters().rows()).isEqualTo(26);
    }
}

package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {

    private static final Marker MARKER = new Marker(
            1,
            2,
            -3,
            4,
            new Counters(5, 6, 7, Map.of(200, 13L, 2, 12L), 8, 9, 10, 11),
            new Uuid(9, 10),
            0x1122334455667788L);

    private static final String GOLDEN = "02" // format version
            + "0000000000000001"
            + "0000000000000002"
            + "fffffffffffffffd"
            + "0000000000000004"
            + "0000000000000009000000000000000a"
            + "1122334455667788"
            + "0000000000000005" // counters
            + "0000000000000006"
            + "0000000000000007"
            + "0000000000000008"
            + "0000000000000009"
            + "000000000000000a"
            + "000000000000000b"
            + "02" // reasons
            + "02000000000000000c"
            + "c8000000000000000d";

    @Test
    void bytesAreThoseOfFormatVersionTwo() {
        assertThat(HexFormat.of().formatHex(MARKER.toBytes())).isEqualTo(GOLDEN);
    }

    @Test
    void goldenBytesReadBack() {
        assertThat(Marker.fromBytes(HexFormat.of().parseHex(GOLDEN))).isEqualTo(MARKER);
    }

    @Test
    void aMarkerWithoutRejectionsReadsBack() {
        Marker initial = Marker.initial(new Uuid(9, 10), 11);

        assertThat(Marker.fromBytes(initial.toBytes())).isEqualTo(initial);
    }

    @ParameterizedTest
    @ValueSource(bytes = {1, 3})
    void anotherFormatVersionSaysWhatToDo(byte version) {
        byte[] other = MARKER.toBytes();
        other[0] = version;

        assertThatThrownBy(() -> Marker.fromBytes(other))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("format version 2, found version " + version)
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
        for (int length = 1; length < 132; length++) {
            byte[] cut = Arrays.copyOf(MARKER.toBytes(), length);

            assertThatThrownBy(() -> Marker.fromBytes(cut))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining((length <= 113 ? "114" : "132") + " bytes, found " + length);
        }
    }

    @Test
    void aMarkerWithMoreBehindItIsRefused() {
        byte[] longer = Arrays.copyOf(MARKER.toBytes(), 133);

        assertThatThrownBy(() -> Marker.fromBytes(longer))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("132 bytes, found 133");
    }

    @Test
    void theNextMarkerCountsOneUpAndKeepsTheIds() {
        Counters counters = new Counters(6, 6, 7, Map.of(), 8, 9, 10, 11);

        Marker next = MARKER.next(20, 30, 5, counters);

        assertThat(next)
                .isEqualTo(new Marker(2, 20, 30, 5, counters, MARKER.inputTopicId(), MARKER.queryFingerprint()));
    }

    @Test
    void anotherPlaceIsACommitWithoutTimeThatKeepsCounting() {
        Marker moved = MARKER.movedTo(70, new Uuid(1, 1), 9);

        assertThat(moved)
                .isEqualTo(new Marker(
                        MARKER.sequence() + 1,
                        70,
                        Marker.NO_TIME,
                        MARKER.idleAdvances(),
                        MARKER.counters(),
                        new Uuid(1, 1),
                        9));
    }

    @Test
    void aCommitWithoutAPlaceIsAResetUnderWay() {
        assertThat(MARKER.movedTo(Marker.NO_OFFSET, new Uuid(1, 1), 9).isReset())
                .isTrue();
        assertThat(MARKER.movedTo(0, new Uuid(1, 1), 9).isReset()).isFalse();
        assertThat(Marker.initial(new Uuid(1, 1), 9).isReset()).isFalse();
    }

    @Test
    void anotherQueryGoesOnAtTheSamePlaceAndTime() {
        Marker changed = MARKER.forQuery(5);

        assertThat(changed.queryFingerprint()).isEqualTo(5);
        assertThat(changed.forQuery(MARKER.queryFingerprint())).isEqualTo(MARKER);
    }

    @Test
    void onlyTheReservedKeyIsTheMarkers() {
        assertThat(Marker.isKey(new byte[] {0})).isTrue();
        assertThat(Marker.isKey(new byte[] {0, 1})).isFalse();
        assertThat(Marker.isKey(new byte[] {1})).isFalse();
    }

    @Test
    void windowedLateFilteredAndRejectedAddUpToTheRowsIn() {
        assertThat(MARKER.counters().rejectedRows()).isEqualTo(25);
        assertThat(MARKER.counters().rows()).isEqualTo(5 + 6 + 7 + 25);
    }
}

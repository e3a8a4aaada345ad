package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class LocalPositionTest {

    private static final LocalPosition POSITION = new LocalPosition(new Uuid(1, 2), 5, 3, 4);
    private static final String GOLDEN =
            "02" + "00000000000000010000000000000002" + "00000005" + "0000000000000003" + "0000000000000004";

    @Test
    void bytesAreThoseOfFormatVersionTwo() {
        assertThat(HexFormat.of().formatHex(POSITION.toBytes())).isEqualTo(GOLDEN);
    }

    @Test
    void goldenBytesReadBack() {
        assertThat(LocalPosition.fromBytes(HexFormat.of().parseHex(GOLDEN))).contains(POSITION);
    }

    @Test
    void anotherFormatIsNoPosition() {
        byte[] newer = POSITION.toBytes();
        newer[0] = 3;

        assertThat(LocalPosition.fromBytes(newer)).isEmpty();
        assertThat(LocalPosition.fromBytes(new byte[5])).isEmpty();
    }
}

package io.pitwall.sink.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;

final class GroupKeyTest {

    @Test
    void keysHaveTheseBytes() {
        assertThat(hex(GroupKey.encode("é"))).isEqualTo("c3a901");
        assertThat(hex(GroupKey.encode(new byte[] {7}))).isEqualTo("0702");
        assertThat(hex(GroupKey.encode(258))).isEqualTo("000000000000010203");
    }

    @Test
    void aKeyComesBackAsItWas() {
        assertThat(GroupKey.decode(GroupKey.encode("phone-1")))
                .isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "phone-1"));
        assertThat(GroupKey.decode(GroupKey.encode(-5L))).isEqualTo(new SchemaAndValue(Schema.INT64_SCHEMA, -5L));
        assertThat((byte[]) GroupKey.decode(GroupKey.encode(ByteBuffer.wrap(new byte[] {1, 2})))
                        .value())
                .containsExactly(1, 2);
    }

    @Test
    void equalBytesOfDifferentKindsAreDifferentGroups() {
        assertThat(GroupKey.encode("a")).isNotEqualTo(GroupKey.encode(new byte[] {'a'}));
    }

    @Test
    void anIntegersWidthDoesNotMatter() {
        assertThat(GroupKey.encode((short) 5)).isEqualTo(GroupKey.encode(5L));
    }

    @Test
    void noKeyAndKeysThatCannotGroupAreRefusedWithoutTheirContent() {
        assertThatThrownBy(() -> GroupKey.encode(null)).hasMessageContaining("expected a record key to group by");
        assertThatThrownBy(() -> GroupKey.encode(Map.of("secret", 1)))
                .hasMessageContaining("expected a record key of text, bytes or an integer")
                .hasMessageNotContaining("secret");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

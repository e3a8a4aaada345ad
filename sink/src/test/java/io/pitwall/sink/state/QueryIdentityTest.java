package io.pitwall.sink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryIdentityTest {

    private static final QueryIdentity IDENTITY = new QueryIdentity("size 2 é");
    private static final String GOLDEN = "01" + "73697a65203220c3a9";

    @Test
    void theRowIsTheTextUnderAReservedKey() {
        StateChange change = IDENTITY.toChange();

        assertThat(change.key()).containsExactly(0, 2);
        assertThat(HexFormat.of().formatHex(change.value())).isEqualTo(GOLDEN);
    }

    @Test
    void goldenBytesReadBack() {
        assertThat(QueryIdentity.fromBytes(HexFormat.of().parseHex(GOLDEN))).isEqualTo(IDENTITY);
    }

    @ParameterizedTest
    @CsvSource({"02, found version 2", "'', found an empty row"})
    void anotherFormatSaysWhatToDo(String hex, String found) {
        assertThatThrownBy(() -> QueryIdentity.fromBytes(HexFormat.of().parseHex(hex)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(found)
                .hasMessageContaining("delete the changelog topic");
    }

    @Test
    void theFingerprintIsTheSameInEveryProcess() {
        assertThat(new QueryIdentity("").fingerprint()).isEqualTo(0xe3b0c44298fc1c14L);
        assertThat(IDENTITY.fingerprint()).isNotEqualTo(new QueryIdentity("size 2 e").fingerprint());
    }
}

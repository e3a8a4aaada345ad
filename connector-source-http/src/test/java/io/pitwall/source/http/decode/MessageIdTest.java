package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-7", "9223372036854775807", "-9223372036854775808"})
    void anIntegerOf64BitsIsANumber(String id) {
        assertThat(new MessageId("s", id).number()).hasValue(Long.parseLong(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "-0",
                "007",
                "+7",
                "7 ",
                "0x7",
                "7.0",
                "1e3",
                "9223372036854775808",
                "-9223372036854775809",
                "7e1b2c3d-0000-4000-8000-000000000000",
                "\u0667"
            })
    void anyOtherTextIsNone(String id) {
        assertThat(new MessageId("s", id).number()).isEmpty();
    }
}

package io.pitwall.transforms.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnPatternTest {

    @ParameterizedTest
    @CsvSource({
        "rpm_, '', rpm_1, true",
        "rpm_, '', rpm_, true",
        "rpm_, '', rpm, false",
        "rpm_, '', Rpm_1, false",
        "rpm_, '', a_rpm_1, false",
        "'', _rpm, 1_rpm, true",
        "'', _rpm, _rpm, true",
        "'', _rpm, rpm, false",
        "'', _rpm, 1_rpm_, false",
        "'', '', '', true",
        "'', '', x, true",
        "aba, ba, aba, false",
        "aba, ba, ababa, true",
    })
    void aNameMatchesThatBeginsAndEndsLikeThePattern(String prefix, String suffix, String name, boolean matches) {
        assertThat(new ColumnPattern(prefix, suffix).matches(name)).isEqualTo(matches);
    }

    @Test
    void messagesShowItWithItsStar() {
        assertThat(new ColumnPattern("rpm_", "")).hasToString("rpm_*");
        assertThat(new ColumnPattern("", "_rpm")).hasToString("*_rpm");
    }
}

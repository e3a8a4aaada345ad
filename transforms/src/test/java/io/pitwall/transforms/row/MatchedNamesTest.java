package io.pitwall.transforms.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class MatchedNamesTest {

    private final MatchedNames names = new MatchedNames(new ColumnPattern("rpm_", ""));

    @Test
    void idsCountFromZeroInOrderOfFirstSight() {
        assertThat(names.idOf("rpm_b")).isZero();
        assertThat(names.idOf("rpm_a")).isEqualTo(1);
        assertThat(names.idOf("rpm_b")).isZero();

        assertThat(names.size()).isEqualTo(2);
        assertThat(names.name(0)).isEqualTo("rpm_b");
        assertThat(names.name(1)).isEqualTo("rpm_a");
    }

    @Test
    void tenThousandNamesAreKeptAndStayKnownWhenTheNextIsRefused() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(names.idOf("rpm_" + i)).isEqualTo(i);
        }

        assertThatThrownBy(() -> names.idOf("rpm_secret"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "Expected at most 10000 columns that match `rpm_*`, found one more; narrow the pattern, or move"
                                + " what varies from names to values");
        assertThat(names.idOf("rpm_9999")).isEqualTo(9_999);
        assertThat(names.size()).isEqualTo(10_000);
    }
}
